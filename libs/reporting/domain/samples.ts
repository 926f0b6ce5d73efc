import { event } from '#kernel/event.js';
import { type ApplyProviderReport, type IngestProviderReport } from '../contracts/report-commands.js';
import { ProviderReportRecorded } from '../contracts/report-events.js';

/* One report of a result, for the specs of this folder. */

const id = (prefix: string, n: number): string => `${prefix}_${String(n).padStart(26, '0')}`;
export const reportId = id('rep', 1);
export const codeId = id('cod', 1);
export const institutionId = id('ins', 1);
export const receivedAt = '2019-11-05T00:00:00.000Z';

export const result = {
  provider: 'PEARSON_VUE',
  kind: 'RESULT',
  eventKey: 'EV-1',
  registrationKey: 'REG-1',
  code: 'MSVL4K7Q9XW2',
  examCode: '70-480',
  occurredLocal: '2019-11-04T09:00:00',
  zone: 'Europe/Berlin',
  passed: true,
} as const satisfies IngestProviderReport;

export const identified = { reportId, codeId, candidateHash: undefined };
export const content = {
  kind: 'RESULT',
  registrationKey: 'REG-1',
  codeId,
  examCode: '70-480',
  occurredLocal: '2019-11-04T09:00:00',
  zone: 'Europe/Berlin',
  passed: true,
} as const;
export const recordedAs = (differences: Partial<ProviderReportRecorded> = {}) =>
  event(ProviderReportRecorded, {
    reportId,
    provider: 'PEARSON_VUE',
    keyedBy: 'PROVIDER',
    receivedAt,
    ...content,
    ...differences,
  });

export const apply: ApplyProviderReport = { reportId };
export const occurrence = {
  at: '2019-11-04T08:00:00.000Z',
  zone: 'Europe/Berlin',
  zoneConfidence: 'STATED',
} as const;
