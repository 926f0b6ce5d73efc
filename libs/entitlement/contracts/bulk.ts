import { type Aggregate } from '#deciding/aggregate.js';
import { type EventOf } from '#kernel/event.js';
import { Command } from '#messages/command.js';
import { eventRegistry } from '#messages/event-registry.js';
import { OneOf, Parts, Ref, Text } from '#messages/fields.js';
import { disclosureChannels } from './vocabulary.js';

const codeId = 'cod_00000000000000000000000001';
const personRef = 'per_00000000000000000000000001';

/** Items of one command; keeps its event far below 256 KiB. */
const max = 500;

export class CodeForPerson {
  @Ref('cod', 'Code') codeId!: string;
  @Ref('per', 'Person') personRef!: string;
}

@Command({
  summary: 'Assign many codes, each to its person',
  description:
    'Each item is decided by itself, under the rules of a single assignment; the answer holds a result per item. The same ' +
    'Idempotency-Key goes on where an interrupted attempt stopped.',
  roles: ['vl-administrator'],
  example: { items: [{ codeId, personRef }] },
})
export class AssignCodes {
  @Parts(() => CodeForPerson, 'Who gets which code', { max }) items!: readonly CodeForPerson[];
}

@Command({
  summary: 'Disclose many codes, each to the person it is assigned to',
  description:
    'Each item is a logged disclosure of its own; the answer holds a result per item, with the code where it was disclosed (I31).',
  roles: ['vl-administrator'],
  example: { items: [{ codeId, personRef }], channel: 'PORTAL' },
})
export class DiscloseToPersons {
  @Parts(() => CodeForPerson, 'Who gets to see which code', { max }) items!: readonly CodeForPerson[];
  @OneOf(disclosureChannels, 'How it is handed over') channel!: (typeof disclosureChannels)[number];
}

export class ItemResult extends CodeForPerson {
  @Text('Code of the refusal; absent when it was done', { max: 80, optional: true }) refusal?: string;
}

export class CodesAssignedInBulk {
  static readonly type = 'CodesAssignedInBulk';
  static readonly version = 1;
  @Ref('blk', 'The bulk') bulkId!: string;
  @Parts(() => ItemResult, 'What became of each item', { max }) results!: readonly ItemResult[];
}

export class CodesDisclosedInBulk {
  static readonly type = 'CodesDisclosedInBulk';
  static readonly version = 1;
  @Ref('blk', 'The bulk') bulkId!: string;
  @Parts(() => ItemResult, 'What became of each item', { max }) results!: readonly ItemResult[];
}

export const bulkEvents = eventRegistry(CodesAssignedInBulk, CodesDisclosedInBulk);
export type BulkEvent = EventOf<typeof CodesAssignedInBulk | typeof CodesDisclosedInBulk>;

/** The streams `bulk-{blk_…}`: the result of work on many codes; each code's own stream has decided. */
export const bulks: Aggregate<boolean, BulkEvent> = {
  category: 'bulk',
  events: bulkEvents,
  tenant: () => undefined,
  fold: { initial: false, evolve: () => true },
};
