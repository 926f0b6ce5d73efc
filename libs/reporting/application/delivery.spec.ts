import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { codeFold } from '#entitlement/domain/code.js';
import { issued } from '#entitlement/domain/samples.js';
import { fold } from '#kernel/decider.js';
import { type Instant, instantOf, millisecondsOf } from '#kernel/time.js';
import { propertyRuns } from '#test/support/property-runs.js';
import { type IngestProviderReport as Ingested } from '../contracts/report-commands.js';
import { Delivering } from '../testing/delivering.js';

type IngestProviderReport = Readonly<Ingested>;

const day = 86_400_000;
const hour = 3_600_000;
const { codeId, expiresAt, activeFrom } = issued.data;
const local = (instant: number): string => instantOf(instant).slice(0, 19);
const about = { provider: 'PEARSON_VUE', codeId, zone: 'UTC' } as const;

/** How a registration went: every history that can be true of one code and one candidate. */
type Ending = 'RESULT' | 'NO_SHOW' | 'LATE_CANCEL' | 'OPEN';
interface History {
  readonly given: readonly ('CANDIDATE' | 'PROVIDER')[];
  readonly ending: Ending;
  /** Days from the last exam to the expiry. */
  readonly room: number;
}

const aHistory: fc.Arbitrary<History> = fc.record({
  given: fc.array(fc.constantFrom('CANDIDATE' as const, 'PROVIDER' as const), { maxLength: 3 }),
  ending: fc.constantFrom<Ending>('RESULT', 'NO_SHOW', 'LATE_CANCEL', 'OPEN'),
  room: fc.integer({ min: 0, max: 40 }),
});

/** What a provider reports of it, in the order in which it happened. */
function reportsOf({ given, ending, room }: History): readonly IngestProviderReport[] {
  const lastExam = millisecondsOf(expiresAt) - room * day - hour;
  const bookings = [...given, ending].flatMap((what, index): IngestProviderReport[] => {
    const exam = lastExam - (given.length - index) * 20 * day;
    const booked = exam - 15 * day;
    const registrationKey = `REG-${index + 1}`;
    const named = { ...about, registrationKey, examCode: '70-480' };
    const at = (kind: IngestProviderReport['kind'], when: number): IngestProviderReport => ({
      ...named,
      kind,
      eventKey: `${kind} ${registrationKey}`,
      occurredLocal: local(when),
    });
    const booking = { ...at('BOOKING', booked), examLocal: local(exam) };
    if (what === 'OPEN') return [booking];
    if (what === 'RESULT' || what === 'NO_SHOW') return [booking, at(what, exam)];
    const cancelled =
      what === 'PROVIDER' ? exam - hour : what === 'CANDIDATE' ? booked + 3 * day : exam - 3 * hour;
    const cancellation: IngestProviderReport = {
      ...at('CANCELLATION', cancelled),
      ...(what === 'PROVIDER' ? { cancelledBy: what } : {}),
      ...(what === 'LATE_CANCEL' ? { examLocal: local(exam) } : {}),
    };
    return [booking, cancellation];
  });
  return bookings;
}

/** A delivery: when, relative to the expiry; and what, as an index into what was reported. */
const deliveries = (count: number) =>
  fc.record({
    order: fc.shuffledSubarray(
      Array.from({ length: count }, (_, index) => index),
      { minLength: count },
    ),
    repeats: fc.array(fc.nat({ max: count - 1 }), { maxLength: 4 }),
    sweptAfter: fc.nat({ max: count + 4 }),
    daysAfterExpiry: fc.integer({ min: 0, max: 30 }),
  });

async function delivered(
  reports: readonly IngestProviderReport[],
  now: Instant,
  sweptAfter: number,
): Promise<Delivering> {
  const delivering = new Delivering();
  delivering.now = now;
  for (const [index, report] of reports.entries()) {
    if (index === sweptAfter) delivering.sweep();
    await delivering.deliver(report);
  }
  await delivering.retry();
  return delivering;
}

const consumptionOf = ({ live }: Delivering) => {
  const { kind, key, occurredAt } = live?.consumption ?? {};
  return { kind, key, occurredAt };
};

describe('delivering reports', () => {
  it('E42 I18 I27 order, repetition and the sweep change nothing about the final consumption', async () => {
    const aDelivery = aHistory.chain((history) => {
      const reports = reportsOf(history);
      return fc.record({ reports: fc.constant(reports), how: deliveries(reports.length) });
    });
    await fc.assert(
      fc.asyncProperty(aDelivery, async ({ reports, how }) => {
        const now = instantOf(millisecondsOf(expiresAt) + how.daysAfterExpiry * day);
        const inOrder = await delivered(reports, now, -1);
        const sent = [...how.order, ...how.repeats].flatMap((index) => reports[index] ?? []);
        const outOfOrder = await delivered(sent, now, how.sweptAfter);
        expect(consumptionOf(outOfOrder)).toStrictEqual(consumptionOf(inOrder));
        const ended = reports.some(({ kind }) => kind === 'RESULT' || kind === 'NO_SHOW');
        if (ended) expect(consumptionOf(outOfOrder).key).toBeDefined();
      }),
      propertyRuns(150),
    );
  });

  const anyUse = fc.record({
    kind: fc.constantFrom('RESULT' as const, 'NO_SHOW' as const),
    key: fc.integer({ min: 1, max: 3 }),
    at: fc.oneof(
      fc.integer({ min: -400, max: 20 }).map((days) => millisecondsOf(expiresAt) + days * day),
      fc.integer({ min: -3, max: 3 }).map((seconds) => millisecondsOf(expiresAt) + seconds * 1000),
    ),
  });
  const reported = ({ kind, key, at }: { kind: 'RESULT' | 'NO_SHOW'; key: number; at: number }) => ({
    ...about,
    kind,
    registrationKey: `REG-${key}`,
    examCode: '70-480',
    occurredLocal: local(at),
  });

  it('R60 I15 I17 E18 contradicting reports consume once, within the term, if one of them can, in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyUse, { minLength: 1, maxLength: 5 }).chain((uses) =>
          fc.record({
            uses: fc.constant(uses),
            order: fc.shuffledSubarray(uses, { minLength: uses.length }),
            sweptAfter: fc.nat({ max: 6 }),
          }),
        ),
        async ({ uses, order, sweptAfter }) => {
          const now = instantOf(millisecondsOf(expiresAt) + 30 * day);
          const one = await delivered(uses.map(reported), now, -1);
          const other = await delivered(order.map(reported), now, sweptAfter);
          const consumptions = other.code.filter(({ type }) => /^Code(Redeemed|Forfeited)$/.test(type));
          const possible = uses.some(({ at }) => instantOf(at) >= activeFrom && instantOf(at) < expiresAt);
          expect(consumptions).toHaveLength(possible ? 1 : 0);
          expect(one.live?.consumption === undefined).toBe(other.live?.consumption === undefined);
          const { occurredAt } = consumptionOf(other);
          if (occurredAt !== undefined) {
            expect(occurredAt >= activeFrom).toBe(true);
            expect(occurredAt < expiresAt).toBe(true);
          }
        },
      ),
      propertyRuns(150),
    );
  });

  it('replay equals the live state', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyUse, { maxLength: 5 }), fc.nat({ max: 6 }), async (uses, sweptAfter) => {
        const now = instantOf(millisecondsOf(expiresAt) + 60 * day);
        const { code, live } = await delivered(uses.map(reported), now, sweptAfter);
        expect(fold(codeFold, JSON.parse(JSON.stringify(code)) as typeof code)).toEqual(live);
      }),
      propertyRuns(100),
    );
  });

  it('E23 an exam that was started before the expiry and resumed after it counts from its start', async () => {
    const start = millisecondsOf(expiresAt) - hour;
    const result = {
      ...reported({ kind: 'RESULT', key: 1, at: start }),
      resumedLocal: local(start + 5 * day),
    };
    const after = await delivered([result], instantOf(start + 6 * day), 0);
    expect(consumptionOf(after)).toStrictEqual({
      kind: 'REDEEMED',
      key: 'REG-1',
      occurredAt: instantOf(start),
    });
  });

  it('E22 a time without a zone within 26 hours of the expiry counts, and is marked as assumed', async () => {
    const { zone: _, ...noZone } = reported({
      kind: 'RESULT',
      key: 1,
      at: millisecondsOf(expiresAt) + 10 * hour,
    });
    const after = await delivered([noZone], instantOf(millisecondsOf(expiresAt) + 2 * day), 0);
    expect(after.code.at(-1)).toMatchObject({
      type: 'CodeRedeemed',
      data: { zoneConfidence: 'ASSUMED', late: true },
    });
  });

  it('E40 a revoked result does not free the code, and its code pays no other exam', async () => {
    const at = millisecondsOf(expiresAt) - 20 * day;
    const result = reported({ kind: 'RESULT', key: 1, at });
    const revoked = { ...result, kind: 'RESULT_CHANGED', eventKey: 'RTEN-7', passed: false } as const;
    const other = reported({ kind: 'RESULT', key: 2, at: at + day });
    const after = await delivered([result, revoked, other], expiresAt, -1);
    expect(consumptionOf(after).key).toBe('REG-1');
    expect(after.code.at(-1)).toMatchObject({ type: 'CodeUseQuestioned', data: { kind: 'DOUBLE_USE' } });
  });

  it('E39 E41 the same report without a key of the provider is one report', async () => {
    const result = reported({ kind: 'RESULT', key: 1, at: millisecondsOf(expiresAt) - day });
    const after = await delivered([result, result, result], expiresAt, -1);
    expect([...after.reports.values()].map((events) => events.map(({ type }) => type))).toStrictEqual([
      ['ProviderReportRecorded', 'ProviderReportApplied', 'ProviderReportRepeated', 'ProviderReportRepeated'],
    ]);
  });

  it('E21 E38 I18 an exam that was sat in time consumes, whatever the sweep has recorded', async () => {
    const at = millisecondsOf(expiresAt) - 1;
    const after = await delivered([reported({ kind: 'RESULT', key: 1, at })], instantOf(at + 40 * day), 0);
    expect(after.code.map(({ type }) => type)).toStrictEqual([
      'CodeIssued',
      'CodeExpired',
      'ExpiryReversed',
      'CodeRedeemed',
    ]);
  });
});
