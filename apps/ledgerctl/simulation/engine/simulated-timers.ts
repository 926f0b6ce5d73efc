import { type Instant, millisecondsOf } from '#kernel/time.js';
import { type Deed } from '#processing/process.js';
import { type DueTimer } from '#processing/timers.js';
import { type Agenda } from './agenda.js';

interface SetTimer {
  readonly at: Instant;
  readonly eventId: string;
  readonly then: Deed;
}

/** The timers of the processes, on the agenda of the history instead of in a table. */
export class SimulatedTimers {
  private readonly pending = new Map<string, SetTimer>();

  /** @param fire does what a timer wants, as the runner of timers would */
  constructor(
    private readonly agenda: Agenda,
    private readonly fire: (timer: DueTimer) => Promise<void>,
  ) {}

  set(process: string, key: string, at: Instant, eventId: string, then: Deed): void {
    const name = nameOf(process, key);
    const timer = { at, eventId, then };
    this.pending.set(name, timer);
    this.agenda.put(millisecondsOf(at), async () => {
      // Unless it was cancelled, or set anew, meanwhile.
      if (this.pending.get(name) !== timer) return;
      this.pending.delete(name);
      await this.fire(dueTimer(name, timer));
    });
  }

  cancel(process: string, key: string): void {
    this.pending.delete(nameOf(process, key));
  }

  /** Those that have not fired yet, in the order of their names. */
  left(): readonly DueTimer[] {
    return [...this.pending]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, timer]) => dueTimer(name, timer));
  }
}

const nameOf = (process: string, key: string): string => `${process} ${key}`;

const dueTimer = (name: string, { at, eventId, then }: SetTimer): DueTimer => ({
  process: name.slice(0, name.indexOf(' ')),
  key: name.slice(name.indexOf(' ') + 1),
  dueAt: at,
  eventId,
  then,
});
