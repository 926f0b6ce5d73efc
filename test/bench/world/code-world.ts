import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { examCommands } from '#catalogue/seed/exams.js';
import { loadSeed, throughBus } from '#catalogue/seed/index.js';
import { allDecisions } from '#composition/all-decisions.js';
import { type Binding } from '#deciding/binding.js';
import { type CommandContext, contextOf } from '#deciding/context.js';
import { type Receipt } from '#deciding/receipt.js';
import { DecisionRunner } from '#deciding/runner.js';
import { createCodeStream, type CodeStreamServices } from '#entitlement/application/code-streams.js';
import { type EntitlementGranted } from '#entitlement/contracts/entitlement-events.js';
import { RedeemCode } from '#entitlement/contracts/use-commands.js';
import { codeIssued } from '#entitlement/domain/issuing.js';
import { type EventStore } from '#event-store/port.js';
import { RecordAccreditation, RegisterInstitution } from '#institutions/contracts/institution-commands.js';
import { naturalId } from '#kernel/ids.js';
import { Refusal } from '#kernel/refusal.js';
import { type Clock, clockOf } from '#kernel/time.js';
import { messageOf } from '#messages/command.js';
import { AesSealer } from '#privacy/aes-sealer.js';
import { openFileKeyRing } from '#privacy/file-key-ring.js';
import { forEachOf } from '../harness/closed-loop.js';

/** The exams of the catalogue were sat then. */
const YEARS_AGO = 7 * 365 * 24 * 3600 * 1000;
let moved = 0;
export const pastClock: Clock = clockOf(() => Date.now() - YEARS_AGO + moved);

const operator = { kind: 'user', id: 'operator', roles: ['vendor-operations'], institutions: '*' } as const;
const provider = { kind: 'service', id: 'pearson', roles: ['pearson-vue'], institutions: '*' } as const;

/** The log with all that a redemption needs: exams, an accredited institution, codes; and the product's own parts. */
export interface CodeWorld {
  readonly store: EventStore;
  readonly runner: DecisionRunner;
  readonly bindings: readonly Binding[];
  readonly services: CodeStreamServices;
  readonly sealer: AesSealer;
  readonly institutionId: string;
  /** Issues so many more codes. @returns the number of the first */
  issue(count: number): Promise<number>;
  codeId(number: number): string;
  redemptionOf(number: number): RedeemCode;
  /** @throws Error when it is refused */
  redeem(number: number): Promise<Receipt>;
  /** Registers one more institution: a command that makes a new stream. @throws Error when it is refused */
  register(): Promise<Receipt>;
  decide(command: object, context: CommandContext): Promise<Receipt | Refusal>;
  /** Of the clock of the whole process. */
  moveClock(milliseconds: number): void;
  close(): Promise<void>;
}

export const system = { kind: 'process', id: 'bench', roles: ['system'], institutions: '*' } as const;

export const contextFor = (caller: CommandContext['caller']): CommandContext => ({
  caller,
  commandId: randomUUID(),
  correlationId: randomUUID(),
});

const termsFor = (institutionId: string): EntitlementGranted => ({
  entitlementId: naturalId('ent', 'bench'),
  institutionId,
  enrollmentId: naturalId('enr', 'bench'),
  orderId: naturalId('ord', 'bench'),
  lineNo: 1,
  invoiceNo: 'INV-1',
  productKey: 'CP-30',
  families: ['MCSA'],
  provider: 'PEARSON_VUE',
  fulfilment: 'CODES',
  packs: 1000,
  packSize: 100,
  capacity: 100_000,
  termStart: '2019-06-01',
  termEnd: '2020-05-31',
  zone: 'Europe/Berlin',
  activeFrom: '2019-05-31T22:00:00.000Z',
  expiresAt: '2020-05-31T22:00:00.000Z',
  expiryBasis: 'TWELVE_MONTHS',
  tzdbVersion: '2025b',
  salesRegion: 'EMEA',
});

const planned = (codeId: string, slot: number) => ({
  slot,
  codeId,
  sealed: `v1.${'s'.repeat(140)}`,
  last4: 'ABCD',
  commitment: 'c'.repeat(43),
});

/** Any minute of the working days of a fortnight: what providers report in one go. */
export const occurredAt = (number: number): string => {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `2019-11-${two(4 + (number % 10))}T${two(8 + (number % 9))}:${two(number % 60)}:00+01:00`;
};

export async function openCodeWorld(store: EventStore, directory: string): Promise<CodeWorld> {
  const keyRing = openFileKeyRing(join(directory, 'keys.db'), { create: true });
  const keyedHash = (purpose: string, text: string): Uint8Array => keyRing.keyedHash(purpose, text);
  const recording = { policyVersion: 'bench', tzdb: '2025b' } as const;
  const runner = new DecisionRunner({
    store,
    clock: pastClock,
    keyedHash: (text) => keyRing.keyedHash('command', text).toString('base64url'),
    ...recording,
  });
  const sealer = new AesSealer(keyRing);
  const bindings = allDecisions({
    sealer,
    store,
    keyedHash,
    developmentClock: undefined,
    priceListId: 'bench',
  });
  runner.register(bindings);
  const byCommand = new Map<unknown, Binding>(bindings.map((binding) => [binding.command, binding]));
  const decide = (command: object, context: CommandContext): Promise<Receipt | Refusal> => {
    const binding = byCommand.get(command.constructor);
    if (binding === undefined) throw new Error(`${command.constructor.name} has no binding`);
    return runner.run(binding, command, context);
  };
  const decided = async (command: object, context: CommandContext): Promise<Receipt> => {
    const answer = await decide(command, context);
    if (answer instanceof Refusal) throw new Error(`${command.constructor.name}: ${answer.type.code}`);
    return answer;
  };
  const bus = throughBus({
    execute: (command: object) => decide(command, contextOf(command)),
  });
  await loadSeed(
    bus,
    [...examCommands()].filter(({ subject }) => subject.includes('70-480')),
  );
  const register = (): Promise<Receipt> =>
    decided(
      messageOf(RegisterInstitution, {
        name: 'Hochschule Musterstadt',
        segment: 'ACADEMIC',
        level: 'FOUR_YEAR',
        country: 'DE',
        region: 'EMEA',
        zone: 'Europe/Berlin',
      }),
      contextFor(operator),
    );
  const { id: institutionId } = await register();
  await decided(
    messageOf(RecordAccreditation, {
      institutionId,
      evidenceRef: 'E-1',
      validFrom: '2018-10-01',
      validUntil: '2030-09-30',
    }),
    contextFor(operator),
  );
  const terms = termsFor(institutionId);
  const services = { store, clock: pastClock, keyedHash, ...recording };
  const codeId = (number: number): string => naturalId('cod', institutionId, number);
  const redemptionOf = (number: number): RedeemCode =>
    messageOf(RedeemCode, {
      codeId: codeId(number),
      provider: 'PEARSON_VUE',
      registrationKey: `REG-${number}`,
      examCode: '70-480',
      occurredAt: occurredAt(number),
      occurredZone: 'Europe/Berlin',
    });
  let issued = 0;
  return {
    store,
    runner,
    bindings,
    services,
    sealer,
    institutionId,
    async issue(count) {
      const first = issued;
      issued += count;
      const issuance = contextFor({ kind: 'process', id: 'issuance', roles: ['system'], institutions: '*' });
      await forEachOf(count, 512, async (index) => {
        const number = first + index;
        const event = codeIssued(
          terms,
          1 + Math.floor(number / 500),
          planned(codeId(number), (number % 100_000) + 1),
        );
        if (!(await createCodeStream(services, event, issuance))) throw new Error('a code exists already');
      });
      return first;
    },
    codeId,
    redemptionOf,
    redeem: (number) => decided(redemptionOf(number), contextFor(provider)),
    register,
    decide,
    moveClock: (milliseconds) => void (moved += milliseconds),
    close: () => keyRing.close(),
  };
}
