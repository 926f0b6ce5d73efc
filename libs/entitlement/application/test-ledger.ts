import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { catalogueDecisions } from '#catalogue/application/index.js';
import { ListExam } from '#catalogue/contracts/exam-commands.js';
import { type Caller, type CommandContext } from '#deciding/context.js';
import { commandIdFor } from '#deciding/identity.js';
import { type Receipt } from '#deciding/receipt.js';
import { DecisionRunner } from '#deciding/runner.js';
import { type Binding } from '#deciding/binding.js';
import { openEventStore } from '#event-store/open.js';
import { type EventStore, type StoredEvent } from '#event-store/port.js';
import { institutionsDecisions } from '#institutions/application/index.js';
import { Refusal } from '#kernel/refusal.js';
import { type CommandClass, messageOf } from '#messages/command.js';
import { AesSealer } from '#privacy/aes-sealer.js';
import { openFileKeyRing } from '#privacy/file-key-ring.js';
import { type Sealer } from '#privacy/sealer.js';
import { generatedSupply, supplyDecisions } from '#supply/application/index.js';
import { type CodeSupply } from '#supply/contracts/code-supply.js';
import { type KeyedHash } from '../contracts/code-id.js';
import { entitlementDecisions } from './index.js';
import { Issuer } from './issuer.js';

export const admin: Caller = { kind: 'user', id: 'admin', roles: [], institutions: '*' };

/** A ledger on the embedded store in a scratch directory, with a clock that the test moves; for specs only. */
export async function openTestLedger(
  wrap: (store: EventStore) => EventStore = (store) => store,
  more: (services: { readonly keyedHash: KeyedHash }) => readonly Binding[] = () => [],
) {
  const directory = mkdtempSync(join(tmpdir(), 'ledger-'));
  const bare = await openEventStore({ directory: join(directory, 'log') });
  const store = wrap(bare);
  const keyRing = openFileKeyRing(join(directory, 'keys.sqlite'), { create: true });
  const sealer: Sealer = new AesSealer(keyRing);
  const keyedHash = (purpose: string, text: string) => keyRing.keyedHash(purpose, text);
  let now = '2019-08-01T09:00:00.000Z';
  const recording = {
    store,
    clock: { now: () => now },
    keyedHash,
    policyVersion: 'vl-training-2019-07-30',
    tzdb: '2025b',
  };
  const bindings: readonly Binding[] = [
    ...catalogueDecisions,
    ...institutionsDecisions(sealer),
    ...entitlementDecisions({ store, sealer, keyedHash }),
    ...supplyDecisions({ store, sealer, keyedHash }),
    ...more({ keyedHash }),
  ];
  const runner = new DecisionRunner({
    ...recording,
    keyedHash: (text) => keyedHash('command', text).toString('base64url'),
    referenceMaxAgeMs: 0,
  });
  runner.register(bindings);

  const bindingOf = (command: object): Binding => {
    const found = bindings.find((binding) => binding.command === command.constructor);
    if (found === undefined) throw new Error(`${command.constructor.name} has no binding`);
    return found;
  };
  const send = async (command: object, context: CommandContext): Promise<Receipt | Refusal> => {
    const binding = bindingOf(command);
    const receipt = await runner.run(binding, command, context);
    return receipt instanceof Refusal
      ? receipt
      : { ...receipt, ...(await binding.answer?.(command, receipt)) };
  };
  const contextFor = (key: string, caller: Caller = admin): CommandContext => ({
    caller,
    commandId: commandIdFor(caller.id, key),
    correlationId: 'test',
  });

  return {
    store: bare,
    sealer,
    keyRing,
    keyedHash,
    runner,
    send,
    at: (instant: string) => void (now = instant),
    /** Sends a command under a key of its own, or the one given. */
    async tell<C extends object>(
      type: CommandClass<C>,
      fields: C,
      key: string = randomUUID(),
      caller: Caller = admin,
    ) {
      return send(messageOf(type, fields), contextFor(key, caller));
    },
    /** The same, when it must be accepted. */
    async does<C extends object>(
      type: CommandClass<C>,
      fields: C,
      key?: string,
    ): Promise<Receipt & Record<string, unknown>> {
      const answer = await this.tell(type, fields, key);
      if (answer instanceof Refusal) throw new Error(`${type.name} is refused: ${answer.type.code}`);
      return { ...answer };
    },
    /** The same, when it must be refused; its code. */
    async refused<C extends object>(type: CommandClass<C>, fields: C, key?: string): Promise<string> {
      const answer = await this.tell(type, fields, key);
      expect(answer).toBeInstanceOf(Refusal);
      return answer instanceof Refusal ? answer.type.code : '';
    },
    issuer: (supply: CodeSupply = generatedSupply(randomBytes)) =>
      new Issuer({ ...recording, sealer, supply, send }),
    events: (): Promise<StoredEvent[]> => Array.fromAsync(bare.readAll()),
    async close(): Promise<void> {
      await bare.close();
      await keyRing.close();
      rmSync(directory, { recursive: true });
    },
  };
}

export type TestLedger = Awaited<ReturnType<typeof openTestLedger>>;

export const listExam = (ledger: TestLedger, examCode = '70-480') =>
  ledger.does(ListExam, {
    examCode,
    title: 'Programming in HTML5',
    families: ['MCSA', 'MCSD'],
    providers: ['PEARSON_VUE'],
    preparationUrl: 'https://example.com/70-480',
    effectiveFrom: '2019-01-01',
  });

type Data = StoredEvent['data'];
export const codeIdIn = ({ codeId }: Data): string => (typeof codeId === 'string' ? codeId : '');
export const cipherOf = ({ valueCipher }: Data): string =>
  typeof valueCipher === 'string' ? valueCipher : '';
