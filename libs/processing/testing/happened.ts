import { type DomainEvent } from '#kernel/event.js';
import { type EventMetadata } from '#messages/metadata.js';
import { type Look } from '#deciding/binding.js';
import { type Effect, type Process } from '../process.js';

const metadata: EventMetadata = {
  schemaVersion: 1,
  commandId: '5f3c1a52-6f53-5d0e-8d4b-0a4e2f6c9b11',
  commandType: 'Test',
  commandHash: 'h',
  correlationId: 'c',
  actor: { kind: 'user', id: 'tester' },
  institutionId: 'ins_00000000000000000000000001',
  occurredAt: '2019-08-01T09:00:00.000Z',
  recordedAt: '2019-08-01T09:00:00.000Z',
  policyVersion: 'p',
  tzdb: '2025b',
  salt: 's',
};

const nowhere: Look = {
  at: () => Promise.reject(new Error('looked')),
  reference: () => Promise.reject(new Error('looked')),
};

/** What a process wants done after an event, with its commands as plain objects beside their names. */
export async function after({ reactions }: Process, { type, data }: DomainEvent, look = nowhere) {
  const stored = { id: 'event-1', stream: 's-1', revision: 0, position: '1', type, data: {}, metadata: {} };
  const happening = { id: 'event-1', stream: 's-1', position: '1', type, data, metadata, stored };
  const effects = (await reactions.get(type)?.(happening, look)) ?? [];
  return effects.map(plain);
}

const plain = (effect: Effect): object => {
  if (effect.kind === 'command') return { send: effect.command.constructor.name, ...effect.command };
  if (effect.kind === 'task') return { perform: effect.task, of: effect.subject };
  if (effect.kind === 'cancel') return { cancel: effect.key };
  return { at: effect.at, key: effect.key, then: plain(effect.then) };
};
