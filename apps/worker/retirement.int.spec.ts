import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AnnounceExamRetirement, RescheduleExamRetirement } from '#catalogue/contracts/exam-commands.js';
import { AssignCode, StrandCode } from '#entitlement/contracts/code-commands.js';
import { RecordPersonLeft } from '#institutions/contracts/person-commands.js';
import { plusDays } from '#kernel/calendar.js';
import { instantOf, millisecondsOf } from '#kernel/time.js';
import { eventually } from '#projecting/testing/eventually.js';
import { invoiced, person, type School, school } from './testing/school.js';
import { dyingAfter, openWorkingLedger, word, type WorkingLedger } from './testing/working-ledger.js';

const hour = 3_600_000;

describe('exams that retire, from the announcement to the mails', () => {
  let ledger: WorkingLedger;
  let customer: School;
  let today: string;
  let codes: readonly string[];

  beforeAll(async () => {
    ledger = await openWorkingLedger();
    // Not at a full hour, when the mails go out, while the announcements are being made.
    await ledger.moveTo(instantOf(Math.ceil(Date.now() / hour) * hour + hour / 6));
    today = ledger.ledger.clock.now().slice(0, 10);
    await ledger.listExam('70-480');
    await ledger.listExam('77-725', { families: ['MOS'], providers: ['CERTIPORT'] });
    customer = await school(ledger);
    await ledger.start();
    await invoiced(ledger, customer, 'CP-30', 'SP-125-MOS');
    codes = (await ledger.happened('CodeIssued', 30)).map((each) => word(each, 'codeId'));
    await ledger.happened('SitePackListed');
    await ledger.happened('IssuanceCompleted');
  }, 60_000);
  afterAll(() => ledger.close());

  it('E57 R61 every code of the pack is stranded once, also by a worker that was killed in between', async () => {
    const [ada = '', ben = ''] = await Promise.all(
      ['Ada', 'Ben'].map((name) => person(ledger, customer.institutionId, name, 'STUDENT')),
    );
    const [first = '', second = ''] = codes;
    await ledger.does(AssignCode, { codeId: first, personRef: ada });
    await ledger.does(AssignCode, { codeId: second, personRef: ben });
    await ledger.does(RecordPersonLeft, { personRef: ben, effectiveAt: ledger.ledger.clock.now() });
    await ledger.happened('CodeStranded');
    await ledger.stop();

    const killed = dyingAfter(10, StrandCode);
    await ledger.start(killed.sent);
    await ledger.does(AnnounceExamRetirement, { examCode: '70-480', lastExamOn: plusDays(today, 60) });
    await killed.died;
    await ledger.stop();
    const half = (await ledger.events('CodeStranded')).length;
    expect(half).toBeGreaterThan(1);
    expect(half).toBeLessThan(31);

    await ledger.start();
    const all = await ledger.happened('CodeStranded', 31);
    const retired = all.filter((each) => word(each, 'cause') === 'EXAM_RETIRED');
    expect(retired.map((each) => word(each, 'codeId')).sort()).toStrictEqual([...codes].sort());
    expect(await ledger.events('EntitlementStranded')).toHaveLength(1);
  }, 60_000);

  it('N8 tells administrator and holder at the full hour, once, and nobody who has left', async () => {
    await ledger.does(AnnounceExamRetirement, { examCode: '77-725', lastExamOn: plusDays(today, 90) });
    const pack = await ledger.happened('EntitlementStranded', 2);
    expect(pack.map((each) => word(each, 'fulfilment')).sort()).toStrictEqual(['BALANCE', 'CODES']);
    await ledger.moveTo(instantOf(millisecondsOf(ledger.ledger.clock.now()) + hour));
    const told = (type: string) =>
      eventually(async () => {
        const found = (await ledger.events(type)).filter((each) => word(each, 'template') === 'N8');
        return found.length >= 2 ? found : undefined;
      });
    await told('NotificationSent');
    const asked = await told('NotificationRequested');
    const kinds = asked.map((each) => (word(each, 'subject').startsWith('ins_') ? 'institution' : 'holder'));
    expect(kinds.sort()).toStrictEqual(['holder', 'institution']);
  }, 60_000);

  it('E58 a date beyond the term takes the flags away and changes nothing else', async () => {
    for (const examCode of ['70-480', '77-725'])
      await ledger.does(RescheduleExamRetirement, { examCode, lastExamOn: plusDays(today, 800) });
    await ledger.happened('EntitlementStrandingLifted', 2);
    const lifted = await ledger.happened('CodeStrandingLifted', 30);
    expect(new Set(lifted.map((each) => word(each, 'codeId'))).size).toBe(30);
  }, 60_000);
});
