import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Look } from '#deciding/binding.js';
import { codeFacts } from '#entitlement/contracts/code-facts.js';
import { CodeVoided } from '#entitlement/contracts/code-events.js';
import { CompromiseReported } from '#entitlement/contracts/compromise.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { type EventClass } from '#kernel/event.js';
import { OrderInvoiced } from '#ordering/contracts/invoice-events.js';
import { orderFacts } from '#ordering/contracts/order-facts.js';
import { after } from '#processing/testing/happened.js';
import {
  ProviderReportApplied,
  ProviderReportGivenUp,
  ProviderReportRecorded,
  ProviderReportUnmatched,
} from '#reporting/contracts/report-events.js';
import { SitePackOverdrawn } from '#site-packs/contracts/unit-events.js';
import { caseFacts } from '../contracts/case-facts.js';
import { CaseResolved } from '../contracts/cases.js';
import { caseIdOf } from '../domain/reconciliation-case.js';
import { PersonErased } from '#institutions/contracts/person-events.js';
import { compromising } from './compromising.js';
import { correcting } from './correcting.js';
import { erasing } from './erasing.js';
import { reporting } from './reporting.js';

function golden<D extends object>(type: EventClass<string, D>, context: string, changes: Partial<D> = {}) {
  const file = join(
    import.meta.dirname,
    '../..',
    context,
    'contracts/golden',
    `${type.type}.v${type.version}.json`,
  );
  const data = JSON.parse(readFileSync(file, 'utf8')) as D;
  return { type: type.type, data: { ...data, ...changes } };
}

/** Knows just these states, by the aggregate that folds them. */
const knowing = (...known: readonly (readonly [aggregate: object, state: object])[]): Look => {
  const at: Look['at'] = (aggregate) =>
    Promise.resolve(
      (new Map(known).get(aggregate) ?? aggregate.fold.initial) as typeof aggregate.fold.initial,
    );
  return { at, reference: at };
};

const applied = golden(ProviderReportApplied, 'reporting');
const { reportId, codeId } = applied.data;
const institutionId = 'ins_00000000000000000000000001';
const caseOf = (kind: string) => ({
  ...{ send: 'OpenCase', kind, key: reportId, evidence: ['event:event-1'], institutionId },
});

describe('after a report', () => {
  it('I27 it is applied', async () => {
    expect(await after(reporting, golden(ProviderReportRecorded, 'reporting'))).toStrictEqual([
      { send: 'ApplyProviderReport', reportId },
    ]);
  });

  it('E43 of an unknown code, a case is open, and it is tried again until the ten days are over', async () => {
    const unmatched = golden(ProviderReportUnmatched, 'reporting', {
      institutionId,
      retryUntil: '2019-08-11T09:00:00.000Z',
    });
    const [opened, ...timers] = await after(reporting, unmatched);
    expect(opened).toStrictEqual(caseOf('UNKNOWN_CODE'));
    const then = { send: 'ApplyProviderReport', reportId };
    expect(timers[0]).toStrictEqual({ at: '2019-08-01T09:01:00.000Z', key: `match:${reportId}:0`, then });
    expect(timers.at(-1)).toStrictEqual({
      ...{ at: unmatched.data.retryUntil, key: `match:${reportId}:13`, then },
    });
    expect(timers).toHaveLength(14);
  });

  it('E42 of an unknown booking, it only waits; a case is open when nothing came of it', async () => {
    const unmatched = golden(ProviderReportUnmatched, 'reporting', { cause: 'UNKNOWN_BOOKING' });
    expect((await after(reporting, unmatched)).every((effect) => 'at' in effect)).toBe(true);
    expect(
      await after(reporting, golden(ProviderReportGivenUp, 'reporting', { cause: 'UNKNOWN_BOOKING' })),
    ).toStrictEqual([caseOf('REPORT_UNMATCHED')]);
    expect(await after(reporting, golden(ProviderReportGivenUp, 'reporting'))).toStrictEqual([]);
  });

  const sentAfter = async (changes: Partial<ProviderReportApplied>) => {
    const { waitedFor: _, ...data } = applied.data;
    const effects = await after(reporting, { ...applied, data: { ...data, ...changes } });
    return effects.filter((effect) => 'send' in effect);
  };

  it('E43 that was matched at last, its case is closed and no timer is left', async () => {
    const effects = await after(reporting, applied);
    expect(effects).toContainEqual({
      ...{ send: 'ResolveCase', caseId: caseIdOf('UNKNOWN_CODE', reportId), decision: 'MATCHED_LATER' },
    });
    expect(effects.filter((effect) => 'cancel' in effect)).toHaveLength(14);
  });

  it('I26 that the code refused, a case is open unless the code has asked', async () => {
    expect(await sentAfter({ questioned: true })).toStrictEqual([]);
    expect(await sentAfter({ questioned: false })).toStrictEqual([caseOf('REPORT_REFUSED')]);
    expect(await sentAfter({ outcome: 'APPLIED', questioned: false })).toStrictEqual([]);
  });
});

describe('after a case was decided', () => {
  const resolved = (decision: string) => golden(CaseResolved, 'fulfilment', { decision });
  const about = (key: string) => knowing([caseFacts, { key }]);

  it.each([
    ['ACCEPT_LATE_USE', 'AcceptLateUse'],
    ['COUNT_OTHER_USE', 'CountOtherUse'],
    ['REVERSE_CONSUMPTION', 'ReverseConsumption'],
  ])('I38 %s is carried out on the code', async (decision, send) => {
    const event = resolved(decision);
    const { caseId } = event.data;
    expect(await after(correcting, event, about(`${codeId}:REG:7`))).toStrictEqual([
      { send, codeId, key: 'REG:7', caseId },
    ]);
  });

  it.each(['EX-1', 'NO_SHOW:S:1:2'])('E21 I38 a late use of a site pack counts there: %s', async (key) => {
    const { entitlementId } = golden(SitePackOverdrawn, 'site-packs').data;
    const event = resolved('ACCEPT_LATE_USE');
    const { caseId } = event.data;
    const look = knowing(
      [caseFacts, { key: `${entitlementId}:${key}` }],
      [entitlementFacts, { granted: { provider: 'CERTIPORT' } }],
    );
    expect(await after(correcting, event, look)).toStrictEqual([
      { send: 'AcceptLateUnits', entitlementId, provider: 'CERTIPORT', key, caseId },
    ]);
  });

  it('I38 what changes nothing sends nothing', async () => {
    expect(await after(correcting, resolved('NO_ACTION'), about(`${codeId}:REG-1`))).toStrictEqual([]);
    expect(await after(correcting, resolved('ACCEPT_LATE_USE'), about('ins_x:EX-1'))).toStrictEqual([]);
  });

  it('E32 I38 an invoice of another revision is granted as invoiced, line by line', async () => {
    const invoiced = golden(OrderInvoiced, 'ordering', { matchesRevision: false }).data;
    const look = knowing([caseFacts, { key: invoiced.orderId }], [orderFacts, { invoiced }]);
    const sent = await after(correcting, resolved('GRANT_AS_INVOICED'), look);
    expect(sent).toHaveLength(invoiced.lines.length);
    expect(sent[0]).toMatchObject({ send: 'GrantEntitlement', orderId: invoiced.orderId, lineNo: 1 });
  });
});

describe('after a compromise', () => {
  it('E53 E55 its codes are voided, code by code', async () => {
    const reported = golden(CompromiseReported, 'entitlement');
    expect(await after(compromising, reported)).toStrictEqual([
      { perform: 'void-compromised', of: reported.data.compromiseId },
    ]);
  });

  it('E53 I30 a code is replaced once its provider has confirmed the block, and not before', async () => {
    const look = knowing([codeFacts, { issued: { entitlementId: 'ent_x' } }]);
    const voided = (changes: Partial<CodeVoided>) => golden(CodeVoided, 'entitlement', changes);
    const confirmed = voided({ cause: 'COMPROMISED', providerConfirmed: true });
    expect(await after(compromising, confirmed, look)).toStrictEqual([
      { send: 'ReplaceCode', entitlementId: 'ent_x', codeId: confirmed.data.codeId },
    ]);
    expect(
      await after(compromising, voided({ cause: 'COMPROMISED', providerConfirmed: false })),
    ).toStrictEqual([]);
    expect(await after(compromising, voided({ cause: 'DEFECTIVE', providerConfirmed: true }))).toStrictEqual(
      [],
    );
  });
});

describe('after an erasure', () => {
  it('E62 R3 the key of the person is destroyed, and the codes assigned to it are stranded', async () => {
    const erased = golden(PersonErased, 'institutions');
    const of = erased.data.personRef;
    expect(await after(erasing, erased)).toStrictEqual([
      { perform: 'destroy-person-key', of },
      { perform: 'strand-codes', of },
    ]);
  });
});
