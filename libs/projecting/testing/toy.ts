import { type EventToAppend } from '#event-store/port.js';
import { type EventMetadata, metadataToJson } from '#messages/metadata.js';
import { eventRegistry } from '#messages/event-registry.js';
import { on, onEvery, type Projector, tenantOf } from '../projector.js';
import { defineTable, instant, json, orNull, text, whole } from '../table.js';

/* A little domain for the engine's own tests: accounts that are opened, changed and closed. */

export class Opened {
  static readonly type = 'Opened';
  static readonly version = 1;
  owner!: string;
}
export class Changed {
  static readonly type = 'Changed';
  static readonly version = 1;
  by!: number;
}
export class Closed {
  static readonly type = 'Closed';
  static readonly version = 1;
}
export class Unhandled {
  static readonly type = 'Unhandled';
  static readonly version = 1;
}
export const toyRegistry = eventRegistry(Opened, Changed, Closed, Unhandled);

export const accounts = defineTable(
  'accounts',
  {
    account: text,
    owner: text,
    balance: whole,
    changes: json<readonly number[]>(),
    openedAt: instant,
    note: orNull(text),
  },
  ['account'],
  ['institutionId', 'account'],
);
export const entries = defineTable('entries', { position: text, account: text, type: text }, ['position']);

export class CounterProjector implements Projector {
  readonly name = 'counter';
  readonly tables = [accounts, entries];
  readonly rowsOfOneStream = true;

  constructor(
    readonly version = 1,
    /** Throws when it says so: a projector with a defect. */
    private readonly defect: (event: {
      readonly stream: string;
      readonly revision: number;
    }) => boolean = () => false,
  ) {}

  readonly handlers = [
    on(Opened, (event, write) =>
      write.put(accounts, {
        institutionId: tenantOf(event),
        account: event.stream,
        owner: event.data.owner,
        balance: 0,
        changes: [],
        openedAt: event.metadata.occurredAt,
        note: null,
      }),
    ),
    on(Changed, (event, write) => {
      if (this.defect(event)) throw new Error(`cannot apply ${event.stream}@${event.revision}`);
      write.update(accounts, { account: event.stream }, (row) => ({
        ...row,
        balance: row.balance + event.data.by,
        changes: [...row.changes, event.data.by],
      }));
    }),
    on(Closed, (event, write) => write.change(accounts, { account: event.stream }, () => undefined)),
    onEvery((event, write) =>
      write.add(entries, {
        institutionId: tenantOf(event),
        position: event.position,
        account: event.stream,
        type: event.type,
      }),
    ),
  ];
}

let seconds = 0;

const metadata = (institutionId: string): EventMetadata => ({
  schemaVersion: 1,
  commandId: crypto.randomUUID(),
  commandType: 'Toy',
  commandHash: '0'.repeat(64),
  correlationId: crypto.randomUUID(),
  actor: { kind: 'system', id: 'toy' },
  institutionId,
  occurredAt: new Date(1_600_000_000_000 + (seconds += 1) * 1000).toISOString(),
  recordedAt: new Date(1_600_000_000_000 + seconds * 1000).toISOString(),
  policyVersion: '1',
  tzdb: '2025b',
  salt: 'toy',
});

export const toyEvent = (
  type: string,
  data: EventToAppend['data'],
  institution = 'ins_1',
): EventToAppend => ({
  id: crypto.randomUUID(),
  type,
  data,
  metadata: metadataToJson(metadata(institution)),
});
export const opened = (owner: string, institution?: string): EventToAppend =>
  toyEvent('Opened', { owner }, institution);
export const changed = (by: number): EventToAppend => toyEvent('Changed', { by });
export const closed = (): EventToAppend => toyEvent('Closed', {});
