import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ListExam } from '#catalogue/contracts/exam-commands.js';
import { type Caller } from '#deciding/context.js';
import { GrantEntitlement } from '#entitlement/contracts/entitlement-commands.js';
import { openTestLedger, type TestLedger } from '#entitlement/application/test-ledger.js';
import { fulfilmentDecisions } from '#fulfilment/application/index.js';
import { OpenCase, ResolveCase } from '#fulfilment/contracts/cases.js';
import {
  RecordAccreditation,
  RegisterInstitution,
  WithdrawAccreditation,
} from '#institutions/contracts/institution-commands.js';
import { RecordPersonLeft, RegisterPerson } from '#institutions/contracts/person-commands.js';
import { type PersonRole } from '#institutions/contracts/vocabulary.js';
import {
  AttestTechnicalRequirements,
  RecordCatcStatus,
} from '#institutions/contracts/test-centre-commands.js';
import { Refusal } from '#kernel/refusal.js';
import { messageOf } from '#messages/command.js';
import { AllocateDraw, DrawExam } from '../contracts/draw-commands.js';
import {
  ActivateSitePack,
  ApproveAdjustment,
  ExpireSitePack,
  ListSitePack,
  OpenSitePack,
  ProposeAdjustment,
  SuspendSitePack,
} from '../contracts/pack-commands.js';
import { AcceptLateUnits } from '../contracts/late-use.js';
import { ForfeitSeats, ReserveSeats } from '../contracts/session-commands.js';
import { id } from '../domain/samples.js';
import { sitePacksDecisions } from './index.js';

const start = '2019-08-01T14:00:00.000Z';
const now = '2020-03-02T16:00:00.000Z';
const catcId = 'CATC-1';

let ledger: TestLedger;
let institutionId: string;
let ada: string;
let pack: string;
let orders = 0;

beforeEach(async () => {
  ledger = await openTestLedger(undefined, () => [...sitePacksDecisions, ...fulfilmentDecisions]);
  ledger.at(start);
  institutionId = (
    await ledger.does(RegisterInstitution, {
      segment: 'ACADEMIC',
      country: 'US',
      region: 'NA',
      zone: 'America/Chicago',
    })
  ).id;
  const accreditation = { evidenceRef: 'A', validFrom: '2018-10-01', validUntil: '2025-09-30' };
  await ledger.does(RecordAccreditation, { institutionId, ...accreditation });
  ada = await person('STUDENT');
  await listExam('77-725', 'MOS');
  await listExam('62-193', 'MCE');
  await listExam('98-369', 'MTA');
  await ledger.does(AttestTechnicalRequirements, { institutionId, evidenceRef: 'T', effectiveAt: start });
  await catc('ACTIVE', start);
  pack = await openPack('SP-125-MOS', ['MOS', 'MCE'], 4);
  ledger.at(now);
});
afterEach(() => ledger.close());

const person = async (role: PersonRole): Promise<string> => {
  const personal = { givenName: 'A', familyName: 'B', email: 'a@example.com' };
  return (await ledger.does(RegisterPerson, { institutionId, role, minor: false, personal })).id;
};
const listExam = (examCode: string, family: 'MOS' | 'MTA' | 'MCE') =>
  ledger.does(ListExam, {
    examCode,
    title: examCode,
    families: [family],
    providers: ['CERTIPORT'],
    preparationUrl: 'https://example.com/',
    effectiveFrom: '2019-01-01',
  });
const catc = (status: 'ACTIVE' | 'SUSPENDED', effectiveAt: string) =>
  ledger.does(RecordCatcStatus, { institutionId, catcId, status, effectiveAt });

async function openPack(
  productKey: string,
  families: readonly ('MOS' | 'MTA' | 'MCE')[],
  packSize: number,
  invoiceDate = '2019-08-01',
): Promise<string> {
  orders += 1;
  const { id: entitlementId } = await ledger.does(GrantEntitlement, {
    institutionId,
    enrollmentId: id('enr', 1),
    orderId: id('ord', orders),
    lineNo: 1,
    invoiceNo: `INV-${orders}`,
    invoiceDate,
    productKey,
    families,
    provider: 'CERTIPORT',
    fulfilment: 'BALANCE',
    packs: 1,
    packSize,
    zone: 'America/Chicago',
    salesRegion: 'NA',
  });
  await ledger.does(OpenSitePack, { entitlementId });
  const opened = (await ledger.events()).find(({ stream }) => stream === `sitepack-${entitlementId}`);
  const expiresAt = JSON.stringify(opened?.data['expiresAt']).slice(1, -1);
  await ledger.does(ListSitePack, { institutionId, entitlementId, expiresAt });
  await ledger.does(ActivateSitePack, { entitlementId, catcId, licenseAcceptedBy: ada });
  return entitlementId;
}

let keys = 0;
const exam = (differences: Partial<DrawExam> = {}) => ({
  drawKey: `D-${(keys += 1)}`,
  provider: 'CERTIPORT' as const,
  examCode: '77-725',
  personRef: ada,
  occurredAt: now,
  occurredZone: 'America/Chicago',
  ...differences,
});
const draw = (differences: Partial<DrawExam> = {}) =>
  ledger.tell(DrawExam, { entitlementId: pack, ...exam(differences) });
const allocate = (differences: Partial<DrawExam> = {}, key?: string) =>
  ledger.tell(AllocateDraw, { institutionId, ...exam(differences) }, key);
const codeOf = (answer: unknown) => (answer instanceof Refusal ? answer.type.code : 'accepted');
const inStream = async (stream: string, type: string) =>
  (await ledger.events()).filter((each) => each.stream === stream && each.type === type);
const drawnFrom = async (entitlementId: string) =>
  (await inStream(`sitepack-${entitlementId}`, 'ExamDrawn')).length;

describe('a site pack at the store', () => {
  it('R31 I21 I22 asks the catalogue which family an exam is of', async () => {
    expect(codeOf(await draw({ examCode: '62-193' }))).toBe('accepted');
    expect(codeOf(await draw({ examCode: '98-369' }))).toBe('family-not-covered');
    expect(codeOf(await draw({ examCode: '99-999' }))).toBe('site-pack-exam-unknown');
    expect(codeOf(await allocate({ examCode: '99-999' }))).toBe('site-pack-exam-unknown');
  });

  it('E21 I27 I38 counts what a case let count, of no-shows and of an exam that no other pack has', async () => {
    const other = await openPack('SP-125-MOS', ['MOS', 'MCE'], 4);
    const sessionId = 'S-1';
    const session = {
      sessionId,
      count: 2,
      sessionStart: '2020-03-03T15:00:00.000Z',
      zone: 'America/Chicago',
    };
    await ledger.does(ReserveSeats, { entitlementId: pack, ...session, launch: 'COMPASS_CLOUD' });
    ledger.at('2020-09-16T00:00:00.000Z');
    const counted = '2020-03-03T16:00:00.000Z';
    const noShows = { entitlementId: pack, sessionId, noShows: 1, occurredAt: counted };
    expect(codeOf(await ledger.tell(ForfeitSeats, noShows))).toBe('site-pack-late-window-over');
    expect(codeOf(await draw({ drawKey: 'LATE-1' }))).toBe('site-pack-late-window-over');
    const late = { entitlementId: pack, provider: 'CERTIPORT' as const, caseId: id('cas', 1) };
    const accepts = async (key: string) => codeOf(await ledger.tell(AcceptLateUnits, { ...late, key }));
    expect(await accepts('NO_SHOW:S-1:1')).toBe('accepted');
    expect(await accepts('LATE-1')).toBe('accepted');
    expect(await accepts('LATE-2')).toBe('site-pack-use-not-asked');
    const [forfeited] = await inStream(`sitepack-${pack}`, 'SeatForfeited');
    const [drawn] = await inStream(`sitepack-${pack}`, 'ExamDrawn');
    expect(forfeited?.data).toMatchObject({ count: 1, late: true, caseId: late.caseId });
    expect(drawn?.data).toMatchObject({
      drawKey: 'LATE-1',
      family: 'MOS',
      role: 'STUDENT',
      caseId: late.caseId,
    });
    // The exam start belongs to this pack from now on.
    const elsewhere = { ...late, key: 'LATE-1', entitlementId: other };
    expect(codeOf(await draw({ entitlementId: other, drawKey: 'LATE-1' }))).toBe(
      'site-pack-late-window-over',
    );
    expect(codeOf(await ledger.tell(AcceptLateUnits, elsewhere))).toBe('exam-drawn-from-other-pack');
  });

  it('R30 I23 of two who race for the last exam one gets it, the other is told that none is left', async () => {
    for (let n = 0; n < 3; n += 1) await draw();
    const answers = await Promise.all([draw(), draw()]);
    expect(answers.map(codeOf).sort()).toEqual(['accepted', 'site-pack-exhausted']);
    expect(await drawnFrom(pack)).toBe(4);
  });

  it('E48 all who start together draw from one reservation', async () => {
    const large = await openPack('SP-125-MOS', ['MOS', 'MCE'], 40);
    const sessionStart = '2020-03-02T17:00:00.000Z';
    const seats = { sessionId: 'S-1', count: 30, sessionStart, zone: 'America/Chicago' };
    await ledger.does(ReserveSeats, { entitlementId: large, ...seats, launch: 'COMPASS_CLOUD' });
    ledger.at('2020-03-02T18:00:00.000Z');
    const started = Array.from({ length: 30 }, () =>
      draw({ entitlementId: large, sessionId: 'S-1', occurredAt: sessionStart }),
    );
    const answers = await Promise.all(started);
    expect(answers.map(codeOf)).toEqual(Array(30).fill('accepted'));
    const drawn = await inStream(`sitepack-${large}`, 'ExamDrawn');
    expect(drawn.every(({ data }) => data['fromReservation'] === true)).toBe(true);
    expect(drawn).toHaveLength(30);
  });

  it('I27 E39 the same exam start, reported many times at once, is one draw', async () => {
    const same = exam();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => ledger.tell(DrawExam, { entitlementId: pack, ...same })),
    );
    expect(answers.map(codeOf)).toEqual(Array(8).fill('accepted'));
    expect(await drawnFrom(pack)).toBe(1);
  });

  it('I24 E50 a test centre lost a moment ago pays for nothing, before any process has said so', async () => {
    await catc('SUSPENDED', '2020-03-02T12:00:00.000Z');
    expect(codeOf(await draw())).toBe('test-centre-not-authorized');
    expect(codeOf(await draw({ occurredAt: '2020-03-02T11:59:59.999Z' }))).toBe('accepted');
    const sessionStart = '2020-03-03T17:00:00.000Z';
    const seats = { sessionId: 'S-1', count: 1, sessionStart, zone: 'America/Chicago' } as const;
    const reserved = await ledger.tell(ReserveSeats, { entitlementId: pack, ...seats, launch: 'COMPASS' });
    expect(codeOf(reserved)).toBe('test-centre-not-authorized');
  });

  it('E51 draws in between stand when the loss is recorded later', async () => {
    await draw({ occurredAt: '2020-03-01T12:00:00.000Z' });
    await draw();
    const effectiveAt = '2020-03-02T00:00:00.000Z';
    await catc('SUSPENDED', effectiveAt);
    const suspension = { entitlementId: pack, cause: 'CATC_LOST', effectiveAt } as const;
    const { events } = await ledger.does(SuspendSitePack, suspension);
    expect(events).toEqual(['SitePackSuspended', 'SitePackUseQuestioned']);
    expect(await drawnFrom(pack)).toBe(2);
  });

  it('E52 R71 works on through the grace after a lost accreditation, and no longer', async () => {
    const effectiveOn = '2020-02-01';
    await ledger.does(WithdrawAccreditation, { institutionId, effectiveOn, reason: 'lapsed' });
    expect(codeOf(await draw({ occurredAt: '2020-03-02T05:59:59.999Z' }))).toBe('accepted');
    expect(codeOf(await draw({ occurredAt: '2020-03-02T06:00:00.000Z' }))).toBe(
      'site-pack-accreditation-lost',
    );
  });

  it('I25 asks the institution who the candidate is', async () => {
    expect(codeOf(await draw({ personRef: await person('CONTACT') }))).toBe('site-pack-role-not-admitted');
    expect(codeOf(await draw({ personRef: id('per', 99) }))).toBe('site-pack-candidate-unknown');
    await ledger.does(RecordPersonLeft, { personRef: ada, effectiveAt: '2020-03-01T00:00:00.000Z' });
    expect(codeOf(await draw())).toBe('site-pack-candidate-has-left');
  });

  it('E49 I17 I18 what has been sat is recorded beyond the last unit and after the sweep, in the term only', async () => {
    for (let n = 0; n < 5; n += 1) expect(codeOf(await draw({ reported: true }))).toBe('accepted');
    ledger.at('2020-08-01T06:00:00.000Z');
    await ledger.does(ExpireSitePack, { entitlementId: pack });
    const last = { reported: true, occurredAt: '2020-08-01T04:59:59.999Z' };
    expect(codeOf(await draw(last))).toBe('accepted');
    expect(codeOf(await draw({ ...last, occurredAt: '2020-08-01T05:00:00.000Z' }))).toBe('site-pack-expired');
    expect(await inStream(`sitepack-${pack}`, 'SitePackOverdrawn')).toHaveLength(2);
  });
});

describe('putting the units of a site pack right', () => {
  it('I38 goes through an open case about the pack, and two persons', async () => {
    const first = { kind: 'user', id: 'first', roles: ['reconciler'], institutions: '*' } as const;
    const as = async (caller: Caller, command: object) =>
      codeOf(await ledger.send(command, { caller, commandId: randomUUID(), correlationId: 'test' }));
    const about = async (key: string) =>
      (await ledger.does(OpenCase, { kind: 'SITE_PACK_OVERDRAWN', key, evidence: ['mail'] })).id;
    const propose = (caseId: string) =>
      as(
        first,
        messageOf(ProposeAdjustment, { entitlementId: pack, units: 1, cause: 'DELIVERY_FAILED', caseId }),
      );
    expect(await propose(id('cas', 1))).toBe('site-pack-adjustment-without-case');
    expect(await propose(await about(id('ent', 9)))).toBe('site-pack-adjustment-without-case');
    const resolved = await about(`${pack}:EX-1`);
    await ledger.does(ResolveCase, { caseId: resolved, decision: 'NO_ACTION' });
    expect(await propose(resolved)).toBe('site-pack-adjustment-without-case');
    expect(await propose(await about(`${pack}:EX-2`))).toBe('accepted');
    const approve = messageOf(ApproveAdjustment, { entitlementId: pack, proposal: 1 });
    expect(await as(first, approve)).toBe('site-pack-needs-second-person');
    expect(await as({ ...first, id: 'second' }, approve)).toBe('accepted');
    expect(await inStream(`sitepack-${pack}`, 'SitePackAdjusted')).toHaveLength(1);
  });
});

describe('an institution with several site packs', () => {
  it('E47 draws from the earliest expiry, then from the narrowest families, and says so', async () => {
    ledger.at('2019-09-01T14:00:00.000Z');
    const wide = await openPack('SP-500', ['MOS', 'MTA', 'MCE'], 3);
    const narrow = await openPack('SP-125-MTA', ['MTA', 'MCE'], 3, '2019-09-01');
    ledger.at(now);
    for (let n = 0; n < 8; n += 1) await allocate({ examCode: '62-193' });
    expect([await drawnFrom(pack), await drawnFrom(wide), await drawnFrom(narrow)]).toEqual([4, 3, 1]);
    const [first] = await inStream(`sitepack-${pack}`, 'ExamDrawn');
    expect(first?.data['allocation']).toBe('DRAW_ORDER');
    expect(await inStream(`sitepackpool-${institutionId}`, 'DrawAllocated')).toHaveLength(8);
  });

  it('E47 the pack that the provider names wins', async () => {
    ledger.at('2019-09-01T14:00:00.000Z');
    const later = await openPack('SP-500', ['MOS', 'MTA', 'MCE'], 3, '2019-09-01');
    ledger.at(now);
    await draw({ entitlementId: later });
    expect([await drawnFrom(pack), await drawnFrom(later)]).toEqual([0, 1]);
    const [only] = await inStream(`sitepack-${later}`, 'ExamDrawn');
    expect(only?.data['allocation']).toBe('PROVIDER');
  });

  it('E47 I23 many at once use up one pack and then the other, each exam once', async () => {
    const second = await openPack('SP-125-MOS', ['MOS', 'MCE'], 4);
    const answers = await Promise.all(Array.from({ length: 10 }, () => allocate()));
    expect(answers.map(codeOf).filter((code) => code === 'accepted')).toHaveLength(8);
    expect([await drawnFrom(pack), await drawnFrom(second)]).toEqual([4, 4]);
  });

  it('E19 I27 the same exam asked for again ends in the same pack, under whatever key', async () => {
    const second = await openPack('SP-125-MOS', ['MOS', 'MCE'], 4);
    const same = exam();
    const first = await ledger.does(AllocateDraw, { institutionId, ...same }, 'key');
    for (let n = 0; n < 7; n += 1) await allocate();
    expect(await ledger.does(AllocateDraw, { institutionId, ...same }, 'key')).toEqual(first);
    expect(codeOf(await ledger.tell(AllocateDraw, { institutionId, ...same }, 'other'))).toBe('accepted');
    expect((await drawnFrom(pack)) + (await drawnFrom(second))).toBe(8);
  });

  it('I27 E47 an exam is drawn from one pack, whoever chose it, and from no other', async () => {
    const second = await openPack('SP-125-MOS', ['MOS', 'MCE'], 4);
    const allocated = exam();
    expect(codeOf(await allocate(allocated))).toBe('accepted');
    const other = (await drawnFrom(pack)) === 1 ? second : pack;
    for (const reported of [false, true]) {
      const elsewhere = await draw({ ...allocated, entitlementId: other, reported });
      expect(codeOf(elsewhere)).toBe('exam-drawn-from-other-pack');
    }
    const named = exam();
    expect(codeOf(await draw({ ...named, entitlementId: second }))).toBe('accepted');
    const both = exam();
    const racing = await Promise.all([pack, second].map((entitlementId) => draw({ ...both, entitlementId })));
    expect(racing.map(codeOf).sort()).toEqual(['accepted', 'exam-drawn-from-other-pack']);
    expect((await drawnFrom(pack)) + (await drawnFrom(second))).toBe(3);
  });

  it('I27 a draw that was refused leaves the exam to another pack', async () => {
    const second = await openPack('SP-500', ['MOS', 'MTA', 'MCE'], 4);
    const mta = exam({ examCode: '98-369' });
    expect(codeOf(await draw(mta))).toBe('family-not-covered');
    expect(codeOf(await draw({ ...mta, entitlementId: second }))).toBe('accepted');
  });

  it('E49 an exam that has been sat is recorded although no pack can pay for it', async () => {
    for (let n = 0; n < 4; n += 1) await allocate();
    expect(codeOf(await allocate())).toBe('site-pack-exhausted');
    expect(codeOf(await allocate({ reported: true }))).toBe('accepted');
    expect(await inStream(`sitepack-${pack}`, 'SitePackOverdrawn')).toHaveLength(1);
    expect(codeOf(await allocate({ examCode: '98-369' }))).toBe('family-not-covered');
    expect(codeOf(await allocate({ examCode: '98-369', reported: true }))).toBe('accepted');
  });

  it('I26 R74 no provider draws in the name of another one', async () => {
    const caller = { kind: 'user', id: 'pro', roles: ['certiport'], institutions: '*' } as const;
    const answerTo = async (command: object) =>
      codeOf(await ledger.send(command, { caller, commandId: randomUUID(), correlationId: 'test' }));
    const other = exam({ provider: 'PEARSON_VUE' });
    expect(await answerTo(messageOf(DrawExam, { entitlementId: pack, ...other }))).toBe(
      'report-for-other-provider',
    );
    expect(await answerTo(messageOf(AllocateDraw, { institutionId, ...other }))).toBe(
      'report-for-other-provider',
    );
    expect(await answerTo(messageOf(AllocateDraw, { institutionId, ...exam() }))).toBe('accepted');
  });

  it('says so when there is none', async () => {
    const other = (
      await ledger.does(RegisterInstitution, {
        segment: 'ACADEMIC',
        country: 'US',
        region: 'NA',
        zone: 'America/Chicago',
      })
    ).id;
    const answer = await ledger.tell(AllocateDraw, { ...exam(), institutionId: other });
    expect(codeOf(answer)).toBe('no-site-pack');
  });
});
