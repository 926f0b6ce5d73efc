import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { codeIdIn, listExam, openTestLedger, type TestLedger } from '#entitlement/application/test-ledger.js';
import { GrantEntitlement } from '#entitlement/contracts/entitlement-commands.js';
import { classPack } from '#entitlement/domain/samples.js';
import { Refusal } from '#kernel/refusal.js';
import { type CommandClass, messageOf } from '#messages/command.js';
import { type Role } from '#messages/roles.js';
import { RegisterProviderFile, RejectProviderRecord } from '../contracts/feed-commands.js';
import { ApplyProviderReport, IngestProviderReport } from '../contracts/report-commands.js';
import { reportingDecisions } from './index.js';

let ledger: TestLedger;
let codes: readonly string[];

beforeEach(async () => {
  ledger = await openTestLedger(undefined, reportingDecisions);
  await listExam(ledger);
  const { id } = await ledger.does(GrantEntitlement, { ...classPack, packs: 1, packSize: 2 });
  await ledger.issuer().issue(id);
  codes = (await ledger.events())
    .filter(({ type }) => type === 'CodeIssued')
    .map(({ data }) => codeIdIn(data));
  ledger.at('2019-11-05T00:00:00.000Z');
});
afterEach(() => ledger.close());

async function sent<C extends object>(role: Role, type: CommandClass<C>, fields: C) {
  const caller = { kind: 'user', id: role, roles: [role], institutions: '*' } as const;
  const context = { caller, commandId: randomUUID(), correlationId: 'test' };
  return ledger.send(messageOf(type, fields), context);
}
const refusalOf = (answer: unknown) => (answer instanceof Refusal ? answer.type.code : undefined);

const result = (n: number, registrationKey = 'REG-1'): Readonly<IngestProviderReport> => ({
  provider: 'PEARSON_VUE',
  kind: 'RESULT',
  eventKey: `${registrationKey}/${n}`,
  registrationKey,
  codeId: codes[n] ?? '',
  examCode: '70-480',
  occurredLocal: '2019-11-04T09:00:00',
  zone: 'Europe/Berlin',
});

async function applied(report: Readonly<IngestProviderReport>) {
  const recorded = await sent('pearson-vue', IngestProviderReport, report);
  if (recorded instanceof Refusal) throw new Error(recorded.type.code);
  await sent('system', ApplyProviderReport, { reportId: recorded.id });
  const events = await ledger.events();
  return events.find(({ type, data }) => type === 'ProviderReportApplied' && data['reportId'] === recorded.id)
    ?.data;
}

it('R60 a result whose registration paid with another code is a refused report, and no question yet', async () => {
  expect(await applied(result(0))).toMatchObject({ outcome: 'APPLIED' });
  expect(await applied(result(1))).toMatchObject({
    outcome: 'REFUSED',
    refusal: 'registration-used',
    questioned: false,
  });
  expect(await applied(result(1, 'REG-2'))).toMatchObject({ outcome: 'APPLIED' });
});

it('R60 E27 a booking of another code is a refused report; the provider cancels at any time', async () => {
  const examLocal = '2019-11-20T09:00:00';
  const booked = { kind: 'BOOKING', examLocal } as const;
  expect(await applied({ ...result(0), ...booked })).toMatchObject({ outcome: 'APPLIED' });
  expect(await applied({ ...result(1), ...booked })).toMatchObject({
    outcome: 'REFUSED',
    refusal: 'booking-key-used',
  });
  ledger.at('2019-11-21T00:00:00.000Z');
  const cancelled = { kind: 'CANCELLATION', cancelledBy: 'PROVIDER', eventKey: 'C-1' } as const;
  expect(await applied({ ...result(0), ...cancelled, occurredLocal: '2019-11-20T08:00:00' })).toMatchObject({
    outcome: 'APPLIED',
  });
});

it('I26 a provider reports for itself only, report by report and by file', async () => {
  const refused = 'report-for-other-provider';
  const file = {
    provider: 'PEARSON_VUE',
    fileHash: 'a'.repeat(64),
    name: 'a.dat',
    bytes: 1,
    mappingProfile: 'pearson-vue-exam@1',
  } as const;
  expect(refusalOf(await sent('certiport', IngestProviderReport, result(0)))).toBe(refused);
  expect(refusalOf(await sent('certiport', RegisterProviderFile, file))).toBe(refused);
  const received = await sent('operator', RegisterProviderFile, file);
  const line = {
    fileId: received instanceof Refusal ? '' : received.id,
    line: 1,
    reason: 'FIELD_MISSING',
  } as const;
  expect(refusalOf(await sent('certiport', RejectProviderRecord, line))).toBe(refused);
  expect(refusalOf(await sent('pearson-vue', RejectProviderRecord, line))).toBeUndefined();
});
