import { buy } from './buying.js';
import { type Institution, weightOf } from './institution.js';
import { registerInstitution } from './registering.js';
import { beginContract } from './contracts.js';
import { type World } from './world.js';

/** How much is ordered in each month, beside the mean: before the school year, and before the end of the year. */
const seasons = [0.8, 0.8, 0.9, 0.9, 1, 1.1, 1.2, 1.7, 1.4, 0.9, 0.8, 0.5];
const day = 24;

export interface Pace {
  readonly events: number;
  /** Milliseconds since 1970. */
  readonly from: number;
  /** When the events should be reached. */
  readonly until: number;
}

/**
 * Orders come day by day, as many as it takes for the history to reach its number of events at its end: what is ordered
 * today happens over the next year, so what was promised is weighed against what has happened.
 */
export class Pacing {
  private promised = 0;

  constructor(
    private readonly world: World,
    private readonly pace: Pace,
  ) {}

  begin(): void {
    this.world.in(1, () => this.workday());
  }

  private async workday(): Promise<void> {
    const { world } = this;
    world.in(day, () => this.workday());
    const weekday = new Date(world.now).getUTCDay();
    if (weekday === 0 || weekday === 6) return;
    const dice = world.dice.of(`day ${world.today}`);
    for (let orders = 0; orders < 400 && this.shortfall() > 0; orders += 1) {
      const institution = await this.customer(dice.chance(this.newcomers()), dice.next());
      this.promised += await buy(world, institution);
      // A small history has days without an order, not half an order.
      if (dice.chance(0.5) && this.shortfall() < this.pace.events / 200) return;
    }
  }

  /** Events that have not been promised yet, of those that should have been by now. */
  private shortfall(): number {
    const { events, from, until } = this.pace;
    const { parts } = this.world.simulation;
    const passed = (parts.clock.milliseconds - from) / (until - from);
    const season = seasons[new Date(this.world.now).getUTCMonth()] ?? 1;
    const outstanding = Math.max(0, this.promised - parts.tally.events);
    const counts = Math.max(0, 0.75 * (1 - passed));
    return events * (passed + 0.03 * (season - 1) + 0.01) - parts.tally.events - counts * outstanding;
  }

  /** A share of the orders comes from new customers, so that there are many of them in a large history. */
  private newcomers(): number {
    return this.world.institutions.length < 3 ? 1 : 0.22;
  }

  private async customer(isNew: boolean, chance: number): Promise<Institution> {
    const { world } = this;
    const customers = world.institutions.filter(({ gone }) => !gone);
    if (isNew || customers.length === 0) {
      const institution = await registerInstitution(world);
      beginContract(world, institution);
      return institution;
    }
    let left = chance * customers.reduce((sum, { size }) => sum + weightOf[size], 0);
    return customers.find(({ size }) => (left -= weightOf[size]) < 0) ?? (customers.at(-1) as Institution);
  }
}
