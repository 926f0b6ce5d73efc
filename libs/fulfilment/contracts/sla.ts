import { Command } from '#messages/command.js';
import { Day, Flag, Moment, OneOf, Ref, Text, Whole } from '#messages/fields.js';

/** The promises: 48 h to confirm, 5 to 10 business days to deliver codes, 24 h to welcome a site pack. */
export const slaKinds = ['ACK_48H', 'CODE_DELIVERY', 'SITE_PACK_WELCOME'] as const;
export type SlaKind = (typeof slaKinds)[number];

const example = { subject: 'order:ord_00000000000000000000000000:1', kind: 'ACK_48H' };

class SlaCommand {
  @Text('What the promise is about, such as order:{orderId}:{revision}') subject!: string;
  @OneOf(slaKinds, 'Which promise') kind!: SlaKind;
}

@Command({
  summary: 'Start the clock of a promise',
  roles: ['system'],
  example: { ...example, startedAt: '2020-03-28T08:00:00Z' },
})
export class StartSlaClock extends SlaCommand {
  @Moment('When the promise began') startedAt!: string;
  @Text('Calendar that counts the business days; needed for CODE_DELIVERY', { optional: true })
  calendarId?: string;
  @Day('Day 0 of the business days; needed for CODE_DELIVERY', { optional: true }) dayZero?: string;
  @Ref('ins', 'Institution that was promised it', { optional: true }) institutionId?: string;
}

@Command({
  summary: 'Record that a promise was kept, or kept too late',
  roles: ['system'],
  example: { ...example, at: '2020-03-29T08:00:00Z' },
})
export class MeetSla extends SlaCommand {
  @Moment('When it was done') at!: string;
}

@Command({ summary: 'Record that a promise was broken', roles: ['system'], example })
export class BreachSla extends SlaCommand {}

@Command({ summary: 'End a clock whose subject was replaced or withdrawn', roles: ['system'], example })
export class SupersedeSla extends SlaCommand {}

@Command({
  summary: 'Settle the due date of a clock that waits for its calendar',
  description: 'Does nothing while the calendar still lacks the days, or when the clock is settled (E16).',
  roles: ['system'],
  example,
})
export class SettleSlaClock extends SlaCommand {}

export class SlaClockStarted {
  static readonly type = 'SlaClockStarted';
  static readonly version = 2;
  /** Version 1 knew no provisional clocks. */
  static readonly upcasters = {
    1: (data: Readonly<Record<string, unknown>>): Record<string, unknown> => ({ ...data }),
  };
  @Text('What the promise is about') subject!: string;
  @OneOf(slaKinds, 'Which promise') kind!: SlaKind;
  @Moment('When the promise began') startedAt!: string;
  @Moment('First instant that is too late') dueAt!: string;
  @Moment('End of the day that is aimed at', { optional: true }) targetAt?: string;
  @Text('Calendar that counted', { optional: true }) calendarId?: string;
  @Whole('Version of the calendar that counted', { optional: true, min: 1 }) calendarVersion?: number;
  @Flag('The calendar lacks days that count: no date is earlier than these, and each may be settled later', {
    optional: true,
  })
  provisional?: boolean;
  @Day('Day 0 of the business days; for a provisional clock', { optional: true }) dayZero?: string;
  @Ref('ins', 'Institution that was promised it; absent in records from before it was named', {
    optional: true,
  })
  institutionId?: string;
}

/** The calendar of a provisional clock has been published: from now on its dates stay (E16). */
export class SlaClockSettled {
  static readonly type = 'SlaClockSettled';
  static readonly version = 1;
  @Text('What the promise is about') subject!: string;
  @OneOf(slaKinds, 'Which promise') kind!: SlaKind;
  @Moment('First instant that is too late') dueAt!: string;
  @Moment('End of the day that is aimed at') targetAt!: string;
  @Text('Calendar that counted') calendarId!: string;
  @Whole('Version of the calendar that counted', { min: 1 }) calendarVersion!: number;
}

class SlaOutcome {
  @Text('What the promise is about') subject!: string;
  @OneOf(slaKinds, 'Which promise') kind!: SlaKind;
  @Moment('When it was decided') at!: string;
}

/** It was done at a time that only the calendar can judge, once it is published. */
export class SlaJudgementDeferred extends SlaOutcome {
  static readonly type = 'SlaJudgementDeferred';
  static readonly version = 1;
}

export class SlaMet extends SlaOutcome {
  static readonly type = 'SlaMet';
  static readonly version = 1;
}

export class SlaBreached extends SlaOutcome {
  static readonly type = 'SlaBreached';
  static readonly version = 1;
}

export class SlaSuperseded extends SlaOutcome {
  static readonly type = 'SlaSuperseded';
  static readonly version = 1;
}
