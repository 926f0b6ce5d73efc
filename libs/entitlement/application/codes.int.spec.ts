import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { GrantEntitlement, DiscloseCodes } from '../contracts/entitlement-commands.js';
import {
  AssignCode,
  DiscloseCode,
  ExpireCode,
  ProposeVoidAssignment,
  ReassignCode,
  VoidAssignment,
  VoidCode,
} from '../contracts/code-commands.js';
import { BookExam, RedeemCode } from '../contracts/use-commands.js';
import { AnnounceExamRetirement } from '#catalogue/contracts/exam-commands.js';
import { ErasePerson, RecordPersonLeft, RegisterPerson } from '#institutions/contracts/person-commands.js';
import { RegisterInstitution } from '#institutions/contracts/institution-commands.js';
import { type PersonRole } from '#institutions/contracts/vocabulary.js';
import { formatCode } from '#kernel/access-code.js';
import { Refusal } from '#kernel/refusal.js';
import { classPack, examAt, expiresAt, id, redemption, sitting } from '../domain/samples.js';
import { openCode } from './sealed-code.js';
import { type EventStore } from '#event-store/port.js';
import { cipherOf, codeIdIn } from './test-ledger.js';
import { admin, listExam, openTestLedger, type TestLedger } from './test-ledger.js';

let ledger: TestLedger;
let entitlementId: string;
let institutionId: string;
let erika: string;
let codes: readonly { readonly codeId: string; readonly code: string }[];

beforeEach(async () => {
  ledger = await openTestLedger();
  await listExam(ledger);
  institutionId = (
    await ledger.does(RegisterInstitution, {
      name: 'Musterschule',
      segment: 'COMMERCIAL',
      country: 'DE',
      region: 'DE',
      zone: 'Europe/Berlin',
    })
  ).id;
  erika = await person('Erika');
  entitlementId = (
    await ledger.does(GrantEntitlement, { ...classPack, institutionId, packs: 1, packSize: 4 })
  ).id;
  await ledger.issuer().issue(entitlementId);
  const issued = (await ledger.events()).filter(({ type }) => type === 'CodeIssued');
  codes = await Promise.all(
    issued.map(async ({ data }) => ({
      codeId: codeIdIn(data),
      code: (await openCode(ledger.sealer, cipherOf(data))) ?? '',
    })),
  );
});
afterEach(() => ledger.close());

const person = async (name: string, of = institutionId, role: PersonRole = 'EMPLOYEE'): Promise<string> =>
  (
    await ledger.does(RegisterPerson, {
      institutionId: of,
      role,
      minor: false,
      personal: { givenName: name, familyName: 'Muster', email: `${name.toLowerCase()}@example.com` },
    })
  ).id;

const code = (n = 0) => codes[n] ?? { codeId: '', code: '' };
const typesOf = async (codeId: string) =>
  (await ledger.events()).filter(({ stream }) => stream === `code-${codeId}`).map(({ type }) => type);
const redeem = (differences: Partial<RedeemCode>, key?: string) =>
  ledger.tell(RedeemCode, { ...redemption, code: code().code, ...differences }, key);
const refusalOf = (answer: unknown) => (answer instanceof Refusal ? answer.type.code : 'accepted');

describe('redeeming by value', () => {
  beforeEach(() => ledger.at('2019-11-05T00:00:00.000Z'));

  it('R60 I15 takes the code as people type it', async () => {
    const typed = ` ${formatCode(code().code).toLowerCase().replaceAll('0', 'o')} `.trim();
    expect(refusalOf(await redeem({ code: typed }))).toBe('accepted');
    expect(await typesOf(code().codeId)).toEqual(['CodeIssued', 'CodeRedeemed']);
  });

  it('tells a typing error from a wrong code without a look at the log', async () => {
    const reads = jest.spyOn(ledger.store as Required<EventStore>, 'streamAtHand');
    const { code: right } = code();
    const wrong = (right.startsWith('7') ? '8' : '7') + right.slice(1);
    expect(refusalOf(await redeem({ code: wrong }))).toBe('code-mistyped');
    expect(refusalOf(await redeem({ codeId: code().codeId }))).toBe('code-not-named');
    expect(reads).not.toHaveBeenCalled();
    expect(refusalOf(await redeem({ code: 'UNKNOWN-TO-ALL' }))).toBe('code-unknown');
    expect(reads).toHaveBeenCalled();
  });

  it('E18 I15 lets one of two at once win; the loser learns nothing, and a question is asked', async () => {
    const answers = await Promise.all([
      redeem({ registrationKey: 'REG-1' }),
      redeem({ registrationKey: 'REG-2' }),
    ]);
    expect(answers.map(refusalOf).sort()).toEqual(['accepted', 'code-already-consumed']);
    const loser = answers.find((answer) => answer instanceof Refusal);
    expect(loser instanceof Refusal && loser.details).toEqual({});
    expect(await typesOf(code().codeId)).toEqual(['CodeIssued', 'CodeRedeemed', 'CodeUseQuestioned']);
  });

  it('E19 answers the same request the same, and the same report under another key as done', async () => {
    const first = await redeem({}, 'key');
    expect(await redeem({}, 'key')).toEqual(first);
    expect(refusalOf(await redeem({}, 'other key'))).toBe('accepted');
    expect(refusalOf(await redeem({ registrationKey: 'REG-2' }, 'key'))).toBe('idempotency-key-reused');
    expect(await typesOf(code().codeId)).toEqual(['CodeIssued', 'CodeRedeemed']);
  });

  it('I17 E20 refuses by the clock alone; then the sweep records it once', async () => {
    ledger.at('2020-09-01T00:00:00.000Z');
    expect(refusalOf(await redeem({ occurredAt: expiresAt }))).toBe('code-expired');
    expect(await typesOf(code().codeId)).toEqual(['CodeIssued']);
    await ledger.does(ExpireCode, { codeId: code().codeId });
    await ledger.does(ExpireCode, { codeId: code().codeId });
    const swept = (await ledger.events()).filter(({ type }) => type === 'CodeExpired');
    expect(swept.map(({ data, metadata }) => [data['effectiveAt'], metadata['occurredAt']])).toEqual([
      [expiresAt, expiresAt],
    ]);
    expect(refusalOf(await redeem({ occurredAt: expiresAt }))).toBe('code-expired');
  });

  it('I21 E57 R32 asks the catalogue about the day of the exam', async () => {
    const booking = { ...sitting, codeId: code().codeId, examAt: '2019-12-02T08:00:00.000Z' };
    await ledger.does(AnnounceExamRetirement, { examCode: '70-480', lastExamOn: '2019-12-01' });
    expect(await ledger.refused(BookExam, booking)).toBe('exam-not-sittable');
    expect(await ledger.refused(BookExam, { ...booking, examCode: '70-999' })).toBe('exam-not-sittable');
    await listExam(ledger, '70-483');
    expect(refusalOf(await ledger.tell(BookExam, { ...booking, examCode: '70-483' }))).toBe('accepted');
  });

  it('I32 I34 keeps code and names out of the log, and names the rules it decided by', async () => {
    await redeem({});
    const events = await ledger.events();
    const log = JSON.stringify(events);
    for (const text of [code().code, formatCode(code().code), 'Erika', 'erika@'])
      expect(log).not.toContain(text);
    const redeemed = events.find(({ type }) => type === 'CodeRedeemed');
    expect(redeemed?.metadata).toMatchObject({
      policyVersion: 'vl-training-2019-07-30',
      tzdb: '2025b',
      policies: ['late-window-45-days@1'],
      occurredAt: examAt,
      institutionId,
    });
  });
});

describe('assignment and disclosure', () => {
  it('I31 is durable before the value is decrypted, and answers the code', async () => {
    const { codeId } = code();
    await ledger.does(AssignCode, { codeId, personRef: erika });
    const atOpening: string[][] = [];
    const open = ledger.sealer.open.bind(ledger.sealer);
    jest.spyOn(ledger.sealer, 'open').mockImplementation(async (box) => {
      atOpening.push(await typesOf(codeId));
      return open(box);
    });
    const answer = await ledger.does(DiscloseCode, { codeId, personRef: erika, channel: 'EMAIL' }, 'key');
    expect(answer['code']).toBe(formatCode(code().code));
    expect(atOpening).toEqual([['CodeIssued', 'CodeAssigned', 'CodeDisclosed']]);
    const again = await ledger.does(DiscloseCode, { codeId, personRef: erika, channel: 'EMAIL' }, 'key');
    expect(again).toEqual(answer);
    expect(await typesOf(codeId)).toEqual(['CodeIssued', 'CodeAssigned', 'CodeDisclosed']);
  });

  it('I31 opens nothing for a refused disclosure', async () => {
    const open = jest.spyOn(ledger.sealer, 'open');
    expect(
      await ledger.refused(DiscloseCode, { codeId: code().codeId, personRef: erika, channel: 'EMAIL' }),
    ).toBe('code-not-assigned');
    expect(open).not.toHaveBeenCalled();
  });

  it('E62 I31 answers without the code once its key is destroyed', async () => {
    await ledger.keyRing.destroy(entitlementId);
    const answer = await ledger.does(DiscloseCode, {
      codeId: code().codeId,
      contactRef: erika,
      channel: 'PORTAL',
    });
    expect(answer['disclosureId']).toMatch(/^dis_/);
    expect(answer).not.toHaveProperty('code');
  });

  it('R61 I19 binds to one person, keeps the attempt to transfer, also when it is repeated', async () => {
    const { codeId } = code();
    const max = await person('Max');
    await ledger.does(AssignCode, { codeId, personRef: erika });
    await ledger.does(DiscloseCode, { codeId, personRef: erika, channel: 'EMAIL' });
    expect(await ledger.refused(AssignCode, { codeId, personRef: max })).toBe('code-not-transferable');
    expect(await ledger.refused(ReassignCode, { codeId, personRef: max }, 'once')).toBe(
      'code-not-transferable',
    );
    expect(await ledger.refused(ReassignCode, { codeId, personRef: max }, 'once')).toBe(
      'code-not-transferable',
    );
    expect(await typesOf(codeId)).toEqual(['CodeIssued', 'CodeAssigned', 'CodeDisclosed', 'TransferRefused']);
  });

  it('E29 R61 assigns nothing to who has left', async () => {
    await ledger.does(RecordPersonLeft, { personRef: erika, effectiveAt: '2019-08-01T08:00:00.000Z' });
    expect(await ledger.refused(AssignCode, { codeId: code().codeId, personRef: erika })).toBe(
      'assignee-has-left',
    );
    expect(await ledger.refused(AssignCode, { codeId: code().codeId, personRef: id('per', 9) })).toBe(
      'assignee-unknown',
    );
  });

  it('R56 R66 I31 discloses the live codes as one list; their assignments are final from then on', async () => {
    await ledger.does(VoidCode, { codeId: code(3).codeId, cause: 'DEFECTIVE', providerConfirmed: false });
    await ledger.does(AssignCode, { codeId: code(0).codeId, personRef: erika });
    const answer = await ledger.does(
      DiscloseCodes,
      { entitlementId, contactRef: erika, channel: 'PORTAL' },
      'list',
    );
    expect(answer['codes']).toEqual(
      [0, 1, 2].map((n) => ({ slot: n + 1, codeId: code(n).codeId, code: formatCode(code(n).code) })),
    );
    expect(
      await ledger.does(DiscloseCodes, { entitlementId, contactRef: erika, channel: 'PORTAL' }, 'list'),
    ).toEqual(answer);
    expect((await ledger.events()).filter(({ type }) => type === 'VoucherListDisclosed')).toHaveLength(1);
    const undo = { codeId: code(0).codeId, cause: 'TYPING_ERROR' } as const;
    expect(await ledger.refused(ProposeVoidAssignment, undo)).toBe('assignment-final');
  });

  it('R66 I31 discloses to registered people of the institution only', async () => {
    const elsewhere = await ledger.does(RegisterInstitution, {
      segment: 'COMMERCIAL',
      country: 'DE',
      region: 'DE',
      zone: 'Europe/Berlin',
    });
    const stranger = await person('Otto', elsewhere.id, 'CONTACT');
    const gone = await person('Gerd', institutionId, 'CONTACT');
    await ledger.does(RecordPersonLeft, { personRef: gone, effectiveAt: '2019-08-01T08:00:00.000Z' });
    const erased = await person('Edda', institutionId, 'CONTACT');
    await ledger.does(ErasePerson, { personRef: erased });
    const { codeId } = code();
    for (const [contactRef, refusal] of [
      [id('per', 9), 'disclosure-recipient-unknown'],
      [stranger, 'disclosure-recipient-unknown'],
      [erased, 'disclosure-recipient-unknown'],
      [gone, 'disclosure-recipient-has-left'],
    ] as const) {
      expect(await ledger.refused(DiscloseCode, { codeId, contactRef, channel: 'EMAIL' })).toBe(refusal);
      expect(await ledger.refused(DiscloseCodes, { entitlementId, contactRef, channel: 'EMAIL' })).toBe(
        refusal,
      );
    }
    const contactRef = await person('Norbert', institutionId, 'CONTACT');
    expect(refusalOf(await ledger.tell(DiscloseCode, { codeId, contactRef, channel: 'EMAIL' }))).toBe(
      'accepted',
    );
    expect(refusalOf(await ledger.tell(DiscloseCodes, { entitlementId, contactRef, channel: 'EMAIL' }))).toBe(
      'accepted',
    );
  });

  it('R61 undoes an assignment that nobody has seen, by two persons', async () => {
    const { codeId } = code();
    await ledger.does(AssignCode, { codeId, personRef: erika });
    expect(await ledger.refused(VoidAssignment, { codeId })).toBe('assignment-void-not-proposed');
    await ledger.does(ProposeVoidAssignment, { codeId, cause: 'TYPING_ERROR' });
    expect(await ledger.refused(VoidAssignment, { codeId })).toBe('assignment-needs-second-person');
    const second = { ...admin, id: 'second.admin' };
    expect(await ledger.tell(VoidAssignment, { codeId }, 'undone', second)).not.toBeInstanceOf(Refusal);
    await ledger.does(AssignCode, { codeId, personRef: await person('Max') });
  });

  it('R61 E30 leaves the code with who has left, before any process has said so', async () => {
    const { codeId } = code();
    await ledger.does(AssignCode, { codeId, personRef: erika });
    await ledger.does(RecordPersonLeft, { personRef: erika, effectiveAt: '2019-08-01T08:00:00.000Z' });
    const undo = { codeId, cause: 'NOT_NEEDED' } as const;
    expect(await ledger.refused(ProposeVoidAssignment, undo)).toBe('leaver-keeps-code');
    const show = { codeId, personRef: erika, channel: 'PORTAL' } as const;
    expect(await ledger.refused(DiscloseCode, show)).toBe('assignee-has-left');
  });
});
