import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ShortenCodeTerm } from '#entitlement/contracts/code-commands.js';
import { plusDays } from '#kernel/calendar.js';
import { ConfirmMembershipEligibility } from '#membership/contracts/membership-commands.js';
import { TerminateAgreement } from '#ordering/contracts/agreement-commands.js';
import { invoiced, type School, school } from './testing/school.js';
import { dyingAfter, openWorkingLedger, type WorkingLedger } from './testing/working-ledger.js';

describe('an agreement that is terminated', () => {
  let ledger: WorkingLedger;
  let customer: School;

  beforeAll(async () => {
    ledger = await openWorkingLedger();
    await ledger.listExam('70-480');
    customer = await school(ledger);
    const { institutionId } = customer;
    await ledger.does(ConfirmMembershipEligibility, { institutionId, evidenceRef: 'MSIA-1' });
    await ledger.start();
    await invoiced(ledger, customer, 'CP-30', 'SP-125-MOS', 'MSIA');
    await ledger.happened('IssuanceCompleted');
    await ledger.happened('SitePackOpened');
    await ledger.happened('MembershipStarted');
  }, 60_000);
  afterAll(() => ledger.close());

  it('I37 ends codes, site pack and membership early, once each, also by a worker that was killed in between', async () => {
    const effectiveOn = plusDays(ledger.ledger.clock.now().slice(0, 10), 30);
    await ledger.stop();
    const killed = dyingAfter(11, ShortenCodeTerm);
    await ledger.start(killed.sent);
    await ledger.does(TerminateAgreement, { agreementId: customer.agreementId, effectiveOn });
    await killed.died;
    await ledger.stop();
    expect((await ledger.events('CodeTermShortened')).length).toBeLessThan(30);

    await ledger.start();
    const codes = await ledger.happened('CodeTermShortened', 30);
    expect(new Set(codes.map(({ stream }) => stream)).size).toBe(30);
    expect(codes).toHaveLength(30);
    const [pack] = await ledger.happened('SitePackTermShortened');
    expect(pack?.data).toMatchObject({ termEnd: effectiveOn });
    const [membership] = await ledger.happened('MembershipShortened');
    expect(membership?.data).toMatchObject({ termEnd: effectiveOn });
    const entitlements = await ledger.happened('EntitlementTermShortened', 3);
    expect(entitlements.map(({ data }) => data['termEnd'])).toStrictEqual(Array(3).fill(effectiveOn));
  }, 60_000);
});
