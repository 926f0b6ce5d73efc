import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { openTestLedger, type TestLedger } from '#entitlement/application/test-ledger.js';
import { MeetSla, StartSlaClock } from '../contracts/sla.js';
import { fulfilmentDecisions } from './index.js';

let ledger: TestLedger;
beforeEach(async () => (ledger = await openTestLedger(undefined, () => fulfilmentDecisions)));
afterEach(() => ledger.close());

it('R64 whatever becomes of a promise is recorded for the institution that was promised it', async () => {
  const institutionId = 'ins_00000000000000000000000001';
  const clock = { subject: 'ord_00000000000000000000000001:1', kind: 'ACK_48H' } as const;
  await ledger.does(StartSlaClock, { ...clock, startedAt: '2019-08-01T08:00:00.000Z', institutionId });
  await ledger.does(MeetSla, { ...clock, at: '2019-08-01T09:00:00.000Z' });
  const recorded = (await ledger.events()).filter(({ stream }) => stream.startsWith('sla-'));
  expect(recorded.map(({ type, metadata }) => [type, metadata['institutionId']])).toStrictEqual([
    ['SlaClockStarted', institutionId],
    ['SlaMet', institutionId],
  ]);
});
