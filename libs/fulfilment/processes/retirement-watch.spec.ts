import { describe, expect, it } from '@jest/globals';
import {
  ExamListed,
  ExamRetired,
  ExamRetirementAnnounced,
  ExamRetirementRescheduled,
} from '#catalogue/contracts/exam-events.js';
import {
  CodesIssued,
  EntitlementGranted,
  EntitlementStranded,
  EntitlementStrandingLifted,
  EntitlementTermShortened,
} from '#entitlement/contracts/entitlement-events.js';
import { after } from '#processing/testing/happened.js';
import { lookInto, recorded } from '../testing/log.js';
import { lateWindowClosing } from './late-window.js';
import { retirementWatch } from './retirement-watch.js';

const entitlementId = 'ent_00000000000000000000000001';
const judged = { send: 'JudgeExamsLeft', entitlementId };

describe('the retirement watch', () => {
  it('E57 E58 N8 judges what the exam counts for, and tells of it once for the hour', async () => {
    for (const type of [ExamRetirementAnnounced, ExamRetirementRescheduled]) {
      const happened = recorded(type, 'catalogue', { examCode: '70-486' });
      expect(await after(retirementWatch, happened)).toStrictEqual([
        { perform: 'judge-granted', of: '70-486' },
        {
          at: '2019-08-01T10:00:00.000Z',
          key: '70-486',
          then: { perform: 'tell-of-retirements', of: '70-486' },
        },
      ]);
    }
    const retired = recorded(ExamRetired, 'catalogue', { examCode: '70-486' });
    expect(await after(retirementWatch, retired)).toStrictEqual([{ perform: 'judge-granted', of: '70-486' }]);
    const listed = recorded(ExamListed, 'catalogue', { examCode: '70-486' });
    expect(await after(retirementWatch, listed)).toStrictEqual([{ perform: 'judge-stranded', of: '70-486' }]);
  });

  it('E57 judges what is granted, or ends earlier, after the announcement', async () => {
    const granted = recorded(EntitlementGranted, 'entitlement', { entitlementId });
    expect(await after(retirementWatch, granted)).toStrictEqual([judged]);
    const library = recorded(EntitlementGranted, 'entitlement', { entitlementId, families: [] });
    expect(await after(retirementWatch, library)).toStrictEqual([]);
    const shortened = recorded(EntitlementTermShortened, 'entitlement', { entitlementId });
    expect(await after(retirementWatch, shortened)).toStrictEqual([judged]);
  });

  it('E57 E58 codes follow their entitlement, also those that are issued later; a site pack has none', async () => {
    const follow = { perform: 'follow-stranding', of: entitlementId };
    const stranded = recorded(EntitlementStranded, 'entitlement', { entitlementId });
    expect(await after(retirementWatch, stranded)).toStrictEqual([follow]);
    const lifted = recorded(EntitlementStrandingLifted, 'entitlement', { entitlementId });
    expect(await after(retirementWatch, lifted)).toStrictEqual([follow]);
    const pack = recorded(EntitlementStranded, 'entitlement', { entitlementId, fulfilment: 'BALANCE' });
    expect(await after(retirementWatch, pack)).toStrictEqual([]);
    const issued = recorded(CodesIssued, 'entitlement', { entitlementId });
    const granted = recorded(EntitlementGranted, 'entitlement', { entitlementId });
    const stream = `entitlement-${entitlementId}`;
    expect(await after(retirementWatch, issued, lookInto({ [stream]: [granted, stranded] }))).toStrictEqual([
      follow,
    ]);
    expect(
      await after(retirementWatch, issued, lookInto({ [stream]: [granted, stranded, lifted] })),
    ).toStrictEqual([]);
  });
});

describe('the late window', () => {
  it('E21 is closed by a timer 45 days after the expiry, earlier when the term is shortened', async () => {
    const then = { send: 'CloseLateWindow', entitlementId };
    const granted = recorded(EntitlementGranted, 'entitlement', {
      ...{ entitlementId, fulfilment: 'CODES', expiresAt: '2020-07-31T22:00:00.000Z' },
    });
    expect(await after(lateWindowClosing, granted)).toStrictEqual([
      { at: '2020-09-14T23:00:00.000Z', key: entitlementId, then },
    ]);
    const shortened = recorded(EntitlementTermShortened, 'entitlement', {
      ...{ entitlementId, fulfilment: 'BALANCE', expiresAt: '2020-01-31T23:00:00.000Z' },
    });
    expect(await after(lateWindowClosing, shortened)).toStrictEqual([
      { at: '2020-03-17T00:00:00.000Z', key: entitlementId, then },
    ]);
    const access = recorded(EntitlementGranted, 'entitlement', { entitlementId, fulfilment: 'ACCESS' });
    expect(await after(lateWindowClosing, access)).toStrictEqual([]);
  });
});
