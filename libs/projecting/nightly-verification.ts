import { messageOf } from './failures.js';
import { type Projector } from './projector.js';
import { type ParkedWorld } from './retrying.js';
import { giveVerificationBack, recordVerification, takeVerification } from './verifications.js';
import { type Verification, verifyProjection } from './verifying.js';

export interface NightlyOptions {
  readonly world: Omit<ParkedWorld, 'projector'>;
  readonly projectors: readonly Projector[];
  /** Time of day in UTC, `HH:MM`. */
  readonly at: string;
  /** Milliseconds; the machine's time, not that of the business. */
  readonly now: () => number;
  /** Hears of every result. */
  readonly report: (model: string, result: Verification | { readonly failure: string }) => void;
  /** How often to look whether it is time, in milliseconds. */
  readonly lookMs?: number;
}

const DAY = 24 * 3600 * 1000;

/** The last time before `now` that a clock in UTC showed `at`, in milliseconds. */
export function lastDue(at: string, now: number): number {
  const [hours = 0, minutes = 0] = at.split(':').map(Number);
  const today = Math.floor(now / DAY) * DAY + (hours * 60 + minutes) * 60_000;
  return today <= now ? today : today - DAY;
}

/**
 * Compares each model with a fresh replay once a night, one model after the other; of several workers one does it.
 * What comes of it is reported, and kept for whoever asks for the status.
 */
export class NightlyVerification {
  private readonly stopping = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;

  constructor(private readonly options: NightlyOptions) {}

  start(): void {
    const look = (): void => void this.look();
    this.timer = setInterval(look, this.options.lookMs ?? 60_000);
    look();
  }

  /** One that is under way is given back, for another worker or another start. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.stopping.abort();
    await this.looking;
  }

  /** Verifies what is due; a second call while one is under way waits for that. */
  look(): Promise<void> {
    this.looking ??= this.verifyDue()
      // A database that is down is looked at again by the timer.
      .catch(() => undefined)
      .finally(() => (this.looking = undefined));
    return this.looking;
  }

  private async verifyDue(): Promise<void> {
    const { at, now, projectors, world } = this.options;
    const due = new Date(lastDue(at, now())).toISOString();
    for (const projector of projectors) {
      if (this.stopping.signal.aborted) return;
      if (await takeVerification(world.database, projector.name, due)) await this.verify(projector);
    }
  }

  private async verify(projector: Projector): Promise<void> {
    const { world, report } = this.options;
    const { signal } = this.stopping;
    const { name } = projector;
    try {
      const result = await verifyProjection({ ...world, projector, signal });
      await recordVerification(world.database, name, result);
      report(name, result);
    } catch (error) {
      if (signal.aborted) {
        await giveVerificationBack(world.database, name);
        return;
      }
      const failure = messageOf(error);
      await recordVerification(world.database, name, { failure });
      report(name, { failure });
    }
  }
}
