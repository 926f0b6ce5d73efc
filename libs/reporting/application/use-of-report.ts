import { hoursAfter } from '#kernel/calendar.js';
import { messageOf } from '#messages/command.js';
import { type CodeUseFacts } from '#entitlement/contracts/code-use-facts.js';
import { BookExam, ForfeitCode, RedeemCode, ReleaseBooking } from '#entitlement/contracts/use-commands.js';
import { type ProviderReportRecorded } from '../contracts/report-events.js';
import { type Occurrence, occurrenceOf, type Term } from '../domain/occurrence.js';

type Recorded = Readonly<ProviderReportRecorded>;

/** The command to the code that a report stands for; none for what changes no consumption (E40). */
export function useOf(
  report: Recorded,
  { issued, booking }: CodeUseFacts & { readonly issued: Term },
  occurrence: Occurrence,
): object | undefined {
  const { codeId, registrationKey } = report;
  const { at: occurredAt } = occurrence;
  const bookingKey = registrationKey;
  switch (report.kind) {
    case 'RESULT':
      return redemption(report, occurrence);
    case 'BOOKING':
      return reservation(report, occurrence, issued);
    case 'NO_SHOW':
      return messageOf(ForfeitCode, { codeId, bookingKey, cause: 'NO_SHOW', occurredAt, examAt: occurredAt });
    case 'CANCELLATION': {
      if (report.cancelledBy === 'PROVIDER')
        return messageOf(ReleaseBooking, { codeId, bookingKey, cause: 'PROVIDER_CANCELLED', occurredAt });
      const examAt = booking?.bookingKey === bookingKey ? booking.examAt : statedExam(report, issued);
      return examAt !== undefined && hoursAfter(occurredAt, 24) > examAt
        ? messageOf(ForfeitCode, { codeId, bookingKey, cause: 'LATE_CANCEL', occurredAt, examAt })
        : messageOf(ReleaseBooking, { codeId, bookingKey, cause: 'CANCELLED_IN_TIME', occurredAt });
    }
    case 'RESULT_CHANGED':
      return undefined;
  }
}

const statedExam = ({ examLocal, zone }: Recorded, term: Term): string | undefined =>
  examLocal === undefined ? undefined : occurrenceOf(examLocal, zone, term).at;

function redemption(report: Recorded, { at, zone, zoneConfidence }: Occurrence): RedeemCode {
  const { codeId, provider, registrationKey, examCode = '', personRef, region, passed } = report;
  return messageOf(RedeemCode, {
    codeId,
    provider,
    registrationKey,
    examCode,
    occurredAt: at,
    occurredZone: zone,
    zoneConfidence,
    ...(personRef === undefined ? {} : { personRef }),
    ...(region === undefined ? {} : { region }),
    ...(passed === undefined ? {} : { passed }),
  });
}

function reservation(report: Recorded, { at, zone }: Occurrence, term: Term): BookExam {
  const { codeId, provider, registrationKey: bookingKey, examCode = '' } = report;
  const examAt = statedExam(report, term) ?? at;
  const occurredAt = at;
  return messageOf(BookExam, {
    ...{ codeId, provider, bookingKey, examCode, examAt },
    ...{ examZone: zone, occurredAt, reported: true },
  });
}
