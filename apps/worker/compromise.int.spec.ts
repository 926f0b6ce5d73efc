import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ReportCompromise } from '#entitlement/contracts/compromise.js';
import { invoiced, type School, school } from './testing/school.js';
import { openWorkingLedger, type WorkingLedger, word } from './testing/working-ledger.js';

describe('codes that are reported as compromised', () => {
  let ledger: WorkingLedger;
  let customer: School;

  beforeAll(async () => {
    ledger = await openWorkingLedger();
    await ledger.listExam('70-480');
    customer = await school(ledger);
    await ledger.start();
    await invoiced(ledger, customer, 'CP-30');
    await ledger.happened('IssuanceCompleted');
  }, 60_000);
  afterAll(() => ledger.close());

  it('E53 E55 are voided; a report that names none, such as a mistyped disclosure, is a case', async () => {
    const { institutionId } = customer;
    const [granted] = await ledger.happened('EntitlementGranted');
    const entitlementId = granted === undefined ? '' : word(granted, 'entitlementId');
    const mistyped = { institutionId, disclosureId: 'dis_00000000000000000000000009' };
    const { id: ofNothing } = await ledger.does(ReportCompromise, mistyped);
    const { id: ofNoBatch } = await ledger.does(ReportCompromise, {
      institutionId,
      entitlementId,
      batchNo: 9,
    });
    await ledger.does(ReportCompromise, { institutionId, entitlementId });
    await ledger.happened('CodeVoided', 30);
    const cases = (await ledger.happened('CaseOpened', 2)).map(({ data: { kind, key } }) => [kind, key]);
    expect(cases).toStrictEqual([
      ['UNKNOWN_CODE', ofNothing],
      ['UNKNOWN_CODE', ofNoBatch],
    ]);
  }, 60_000);
});
