import { refusal } from '#kernel/refusal.js';

export const LocalTimeUnknown = refusal({
  code: 'report-time-unknown',
  kind: 'invalid',
  rules: ['E22'],
  sentence: 'This is no time that a clock can show.',
});
export const ReportIncomplete = refusal({
  code: 'report-incomplete',
  kind: 'invalid',
  rules: ['E42'],
  sentence: 'A booking names its exam and when it takes place; a result names its exam.',
});
export const ResumedBeforeStarted = refusal({
  code: 'report-resumed-before-started',
  kind: 'invalid',
  rules: ['E23'],
  sentence: 'An exam is resumed after it was started.',
});
export const ReportInFuture = refusal({
  code: 'report-in-future',
  kind: 'invalid',
  rules: ['E38'],
  sentence: 'What is reported must already have happened.',
});
export const ReportUnknown = refusal({
  code: 'report-unknown',
  kind: 'not-found',
  rules: ['I27'],
  sentence: 'There is no such report.',
});
export const ProviderFileKnown = refusal({
  code: 'provider-file-known',
  kind: 'conflict',
  rules: ['I28'],
  sentence: 'A file with the same content has been received before; none of its lines counts twice.',
});
export const ProviderFileUnknown = refusal({
  code: 'provider-file-unknown',
  kind: 'not-found',
  rules: ['I28'],
  sentence: 'There is no such file.',
});
