import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type CommandContext } from '#deciding/context.js';
import { commandIdFor } from '#deciding/identity.js';
import { type Receipt } from '#deciding/receipt.js';
import { DecisionRunner } from '#deciding/runner.js';
import { openEventStore } from '#event-store/open.js';
import { type EventStore } from '#event-store/port.js';
import { Refusal } from '#kernel/refusal.js';
import { type CommandClass } from '#messages/command.js';
import { AesSealer } from '#privacy/aes-sealer.js';
import { openFileKeyRing } from '#privacy/file-key-ring.js';
import { type KeyRing } from '#privacy/key-ring.js';
import { type Sealer } from '#privacy/sealer.js';
import { RegisterInstitution } from '../contracts/institution-commands.js';
import { RegisterPerson } from '../contracts/person-commands.js';
import { institutionsDecisions } from './index.js';

const personal = {
  givenName: 'Adalbertine',
  familyName: 'Quitzdorf',
  email: 'adalbertine@quitzdorf.example',
};

describe('registering people', () => {
  let directory: string;
  let store: EventStore;
  let ring: KeyRing;
  let sealer: Sealer;
  let sealed: string[];

  beforeEach(async () => {
    directory = mkdtempSync(join(tmpdir(), 'people-'));
    store = await openEventStore({ directory: join(directory, 'log') });
    ring = openFileKeyRing(join(directory, 'keys'), { create: true });
    const inner = new AesSealer(ring);
    sealed = [];
    sealer = {
      seal: (scope, text) => {
        sealed.push(scope);
        return inner.seal(scope, text);
      },
      open: (box) => inner.open(box),
    };
  });
  afterEach(async () => {
    await store.close();
    await ring.close();
    rmSync(directory, { recursive: true });
  });

  const send = async <C extends object>(
    type: CommandClass<C>,
    fields: C,
    key: string,
    more: Partial<CommandContext> = {},
  ): Promise<Receipt | Refusal> => {
    const runner = new DecisionRunner({
      store,
      clock: { now: () => '2019-08-01T09:00:00.000Z' },
      keyedHash: (text) => ring.keyedHash('commands', text).toString('base64url'),
      policyVersion: 'test',
      tzdb: '2025b',
    });
    const bindings = institutionsDecisions(sealer);
    const binding = bindings.find(({ command }) => command === (type as CommandClass));
    if (binding === undefined) throw new Error(`${type.name} has no binding`);
    const caller = { kind: 'user', id: 'ann', roles: [], institutions: '*' } as const;
    const context = { caller, commandId: commandIdFor('ann', key), correlationId: 'c', ...more };
    return runner.run(binding, Object.assign(new type(), fields), context);
  };
  const registerInstitution = async (key: string): Promise<string> => {
    const fields = { segment: 'ACADEMIC', country: 'DE', region: 'EMEA', zone: 'Europe/Berlin' } as const;
    const answer = await send(RegisterInstitution, fields, key);
    if (answer instanceof Refusal) throw new Error(answer.type.code);
    return answer.id;
  };
  const student = (institutionId: string) =>
    ({ institutionId, role: 'STUDENT', minor: false, personal }) as const;
  const boxes = async (): Promise<string[]> =>
    (await Array.fromAsync(store.readAll())).flatMap(({ data }) =>
      typeof data['sealed'] === 'string' ? [data['sealed']] : [],
    );
  const registered = async (): Promise<string> => {
    const answer = await send(RegisterPerson, student(await registerInstitution('school')), 'ada');
    if (answer instanceof Refusal) throw new Error(answer.type.code);
    return answer.id;
  };
  const codeOf = (answer: Receipt | Refusal) => (answer instanceof Refusal ? answer.type.code : 'accepted');

  it('R3 I32 no byte of the log holds name or address, and the key ring opens the box', async () => {
    await registered();
    const [box = '', ...others] = await boxes();
    expect(others).toEqual([]);
    expect(JSON.parse((await sealer.open(box)) ?? '')).toEqual(personal);
    const bytes = readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
      .join('');
    expect(bytes).toContain('PersonRegistered');
    for (const text of Object.values(personal)) expect(bytes).not.toContain(text);
  });

  it('E62 a person whose key is destroyed is forgotten, and the event stays', async () => {
    await ring.destroy(await registered());
    const [box = ''] = await boxes();
    expect(await sealer.open(box)).toBeUndefined();
  });

  it('E19 the same registration sent twice is one person and is sealed once', async () => {
    const institutionId = await registerInstitution('school');
    const first = await send(RegisterPerson, student(institutionId), 'ada');
    expect(await send(RegisterPerson, student(institutionId), 'ada')).toEqual(first);
    expect(await boxes()).toHaveLength(1);
    expect(sealed).toHaveLength(1);
    const other = { ...student(institutionId), personal: { ...personal, givenName: 'Bert' } };
    expect(codeOf(await send(RegisterPerson, other, 'ada'))).toBe('idempotency-key-reused');
  });

  it('I32 what is refused or only tried leaves no key behind', async () => {
    const institutionId = await registerInstitution('school');
    const nowhere = 'ins_00000000000000000000000000';
    expect(codeOf(await send(RegisterPerson, student(nowhere), 'a'))).toBe('no-such-institution');
    const employee = { ...student(institutionId), role: 'EMPLOYEE' } as const;
    expect(codeOf(await send(RegisterPerson, employee, 'b'))).toBe('role-not-of-institution');
    expect(codeOf(await send(RegisterPerson, student(institutionId), 'c', { dryRun: true }))).toBe(
      'accepted',
    );
    expect(sealed).toEqual([]);
    expect(await boxes()).toEqual([]);
  });

  it('R3 people of another institution can be registered by nobody else, who does not learn whether it exists', async () => {
    const institutionId = await registerInstitution('school');
    const stranger = {
      kind: 'user',
      id: 'eve',
      roles: [],
      institutions: ['ins_00000000000000000000000001'],
    } as const;
    const refusal = async (id: string) => send(RegisterPerson, student(id), id, { caller: stranger });
    expect(await refusal(institutionId)).toEqual(await refusal('ins_00000000000000000000000000'));
    expect(codeOf(await refusal(institutionId))).toBe('no-such-institution');
    expect(sealed).toEqual([]);
  });
});
