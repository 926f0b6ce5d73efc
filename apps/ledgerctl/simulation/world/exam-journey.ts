import { BookExam, ForfeitCode, RedeemCode, ReleaseBooking } from '#entitlement/contracts/use-commands.js';
import { plusDays } from '#kernel/calendar.js';
import { type Instant } from '#kernel/time.js';
import { type IngestProviderReport } from '#reporting/contracts/report-commands.js';
import { type Dice } from '../engine/dice.js';
import { candidateNamed, providerOf } from './callers.js';
import { examsFor, otherExam } from './exams.js';
import { wallClock } from './local-clock.js';
import { type Pool } from './live-things.js';
import { type World } from './world.js';

interface Holder {
  readonly codeId: string;
  readonly personRef: string;
}

/** The holder of a code books an exam and sits it, or does not; most do. */
export function sitExam(world: World, pool: Pool, holder: Holder): void {
  const dice = world.dice.of(holder.codeId);
  if (dice.chance(0.1)) return;
  world.in(24 * dice.whole(1, 50), () => new ExamJourney(world, pool, holder, dice).book(0));
}

type Fields = Partial<IngestProviderReport> & Pick<IngestProviderReport, 'kind' | 'occurredLocal'>;

class ExamJourney {
  private key = '';
  private examCode = '';
  private examAt: Instant = '';
  /** By the provider's nightly file, or at once through its interface. */
  private readonly byFile: boolean;

  constructor(
    private readonly world: World,
    private readonly pool: Pool,
    private readonly holder: Holder,
    private readonly dice: Dice,
  ) {
    this.byFile = dice.chance(0.75);
  }

  async book(attempt: number): Promise<void> {
    const { world, pool, dice, holder } = this;
    const provider = pool.provider ?? 'PEARSON_VUE';
    const exams = examsFor(pool.families, provider, plusDays(world.today, 60));
    this.examAt = world.after(24 * dice.whole(3, 40) + dice.whole(1, 9));
    const isBeyond = this.examAt >= pool.expiresAt;
    // Nobody knowingly books beyond the end, but it happens (E24).
    if (exams.length === 0 || (isBeyond && !dice.chance(0.01)) || world.now >= pool.expiresAt) return;
    this.examCode = dice.pick(exams).code;
    this.key = `R-${world.number()}`;
    const { examCode, examAt, key } = this;
    if (this.byFile)
      this.report({
        kind: 'BOOKING',
        examCode,
        occurredLocal: this.local(world.now),
        examLocal: this.local(examAt),
      });
    else
      await world.send(candidateNamed(holder.personRef, pool.institution.institutionId), BookExam, {
        ...{ codeId: holder.codeId, provider, bookingKey: key, examCode, examAt },
        examZone: pool.institution.zone,
      });
    this.decide(attempt);
  }

  private decide(attempt: number): void {
    const { world, dice } = this;
    const hours = (Date.parse(this.examAt) - Date.parse(world.now)) / 3_600_000;
    const outcome = dice.weighed({ SAT: 880, NO_SHOW: 40, IN_TIME: 50, LATE: 18, PROVIDER: 12 });
    if (outcome === 'SAT' || outcome === 'NO_SHOW') {
      world.in(hours, () => (outcome === 'SAT' ? this.sit() : this.miss('NO_SHOW')));
      return;
    }
    const before = outcome === 'LATE' ? dice.whole(1, 20) : dice.whole(25, 70);
    world.in(Math.max(0.5, hours - before), async () => {
      if (outcome === 'LATE') await this.miss('LATE_CANCEL');
      else await this.release(outcome);
      if (outcome !== 'LATE' && attempt < 2) world.in(24 * dice.whole(4, 30), () => this.book(attempt + 1));
    });
  }

  private async release(by: 'IN_TIME' | 'PROVIDER'): Promise<void> {
    const { world, key: bookingKey, holder } = this;
    const occurredAt = world.now;
    if (this.byFile)
      this.report({
        ...{ kind: 'CANCELLATION', occurredLocal: this.local(occurredAt) },
        cancelledBy: by === 'PROVIDER' ? 'PROVIDER' : 'CANDIDATE',
      });
    else
      await world.send(this.provider, ReleaseBooking, {
        ...{ codeId: holder.codeId, bookingKey, occurredAt },
        cause: by === 'PROVIDER' ? 'PROVIDER_CANCELLED' : 'CANCELLED_IN_TIME',
      });
  }

  private async miss(cause: 'NO_SHOW' | 'LATE_CANCEL'): Promise<void> {
    const { world, holder, key: bookingKey } = this;
    const occurredAt = cause === 'NO_SHOW' ? this.examAt : world.now;
    if (!this.byFile) {
      await world.send(this.provider, ForfeitCode, { codeId: holder.codeId, bookingKey, cause, occurredAt });
      return;
    }
    const kind = cause === 'NO_SHOW' ? 'NO_SHOW' : 'CANCELLATION';
    this.report({ kind, occurredLocal: this.local(occurredAt), examLocal: this.local(this.examAt) });
  }

  private async sit(): Promise<void> {
    const { world, pool, dice, holder, key: registrationKey, examCode } = this;
    const passed = dice.chance(0.72);
    if (!this.byFile) {
      await world.send(this.provider, RedeemCode, {
        ...{ codeId: holder.codeId, provider: pool.provider ?? 'PEARSON_VUE', registrationKey, examCode },
        ...{ occurredAt: this.examAt, occurredZone: pool.institution.zone, passed },
        ...(dice.chance(0.5) && { personRef: holder.personRef }),
      });
      return;
    }
    this.reportResult({ kind: 'RESULT', examCode, occurredLocal: this.local(this.examAt), passed });
  }

  /** Late, twice, about another exam, another candidate, another code: as providers do (E38 to E45). */
  private reportResult(result: Fields): void {
    const { dice, pool, world, holder } = this;
    const wrong = dice.weighed({
      NONE: 960,
      FAMILY: 4,
      CANDIDATE: 5,
      CODE: 5,
      DOUBLE: 3,
      CHANGED: 8,
      TWICE: 15,
    });
    const exam = otherExam(pool.families, pool.provider ?? 'PEARSON_VUE')?.code;
    const other = pool.institution.people.find(({ personRef }) => personRef !== holder.personRef);
    if (wrong === 'CODE') {
      const { codeId: _, ...unknown } = this.filled(result);
      this.world.postbox.put(world, { ...unknown, code: `UNKNOWN-${world.number()}` }, this.night(result));
    }
    const report = this.filled({
      ...result,
      ...(wrong === 'FAMILY' && exam !== undefined && { examCode: exam }),
      ...(wrong === 'CANDIDATE' && other !== undefined && { personRef: other.personRef }),
    });
    // The same once more, the same night or another one (E39).
    for (let times = wrong === 'TWICE' ? 2 : 1; times > 0; times -= 1)
      world.postbox.put(world, report, this.night(result));
    if (wrong === 'DOUBLE') this.report({ ...result, registrationKey: `R-${world.number()}` });
    if (wrong === 'CHANGED') this.report({ ...result, kind: 'RESULT_CHANGED', passed: !result.passed });
  }

  private report(fields: Fields): void {
    this.world.postbox.put(this.world, this.filled(fields), this.night(fields));
  }

  private filled(fields: Fields): IngestProviderReport {
    const { pool, holder, key: registrationKey, dice } = this;
    const zone = dice.chance(0.92) ? { zone: pool.institution.zone } : {};
    const provider = pool.provider ?? 'PEARSON_VUE';
    const eventKey = dice.chance(0.9) ? { eventKey: `E-${this.world.number()}` } : {};
    return { provider, registrationKey, codeId: holder.codeId, ...zone, ...eventKey, ...fields };
  }

  /** Of the day after; later now and then, and so late that only a case can decide it. */
  private night({ occurredLocal }: Fields): string {
    const { dice } = this;
    const days = dice.weighed({ 1: 900, 3: 60, 12: 25, 40: 10, 70: 5 });
    return plusDays(occurredLocal.slice(0, 10), Number(days));
  }

  private local(instant: Instant): string {
    return wallClock(instant, this.pool.institution.zone);
  }

  private get provider() {
    return providerOf[this.pool.provider ?? 'PEARSON_VUE'];
  }
}
