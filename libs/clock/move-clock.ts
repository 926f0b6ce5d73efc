import { type Decision } from '#kernel/decider.js';
import { type EventOf, event } from '#kernel/event.js';
import { refusal } from '#kernel/refusal.js';
import { type Instant, millisecondsOf } from '#kernel/time.js';
import { type Aggregate } from '#deciding/aggregate.js';
import { type Binding, decisionsOf } from '#deciding/binding.js';
import { Command } from '#messages/command.js';
import { eventRegistry } from '#messages/event-registry.js';
import { Moment, Whole } from '#messages/fields.js';

const id = 'development';
export const clockStream = `clock-${id}`;

@Command({
  summary: 'Move the clock forward (development only)',
  description: 'Every process of the deployment tells the new time from then on. The clock never goes back.',
  roles: ['operator'],
  example: { now: '2036-01-01T00:00:00Z' },
})
export class MoveClock {
  @Moment('The time that it is from now on') now!: Instant;
}

export class ClockMoved {
  static readonly type = 'ClockMoved';
  static readonly version = 1;
  @Whole('Milliseconds ahead of the system clock') offsetMs!: number;
}

interface ClockState {
  readonly offsetMs: number;
}

export const ClockGoesForward = refusal({
  code: 'clock-goes-forward',
  kind: 'conflict',
  rules: ['E64'],
  sentence: 'The clock can only be moved forward.',
});

/** Decides against the clock that shows `given.now`, which runs `state.offsetMs` ahead. */
export const moveClock: Decision<MoveClock, ClockState, EventOf<typeof ClockMoved>> = (
  command,
  state,
  { now },
) => {
  const ahead = millisecondsOf(command.now) - millisecondsOf(now);
  return ahead <= 0
    ? ClockGoesForward({ now }, '/now')
    : [event(ClockMoved, { offsetMs: state.offsetMs + ahead })];
};

const clocks: Aggregate<ClockState, EventOf<typeof ClockMoved>> = {
  category: 'clock',
  events: eventRegistry(ClockMoved),
  fold: { initial: { offsetMs: 0 }, evolve: (_, { data }) => ({ offsetMs: data.offsetMs }) },
  tenant: () => undefined,
};

export const clockEvents = clocks.events;

/** @param reached resolves when this process tells the new time */
export const clockDecisions = (reached: (instant: Instant) => Promise<void>): readonly Binding[] =>
  decisionsOf(clocks).on({
    command: MoveClock,
    id: () => id,
    decide: moveClock,
    answer: async (command) => {
      await reached(command.now);
      return { now: command.now };
    },
  }).bindings;
