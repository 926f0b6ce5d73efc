import { type BusinessCalendar } from '#kernel/business-days.js';
import { naturalId } from '#kernel/ids.js';
import { type Binding, decisionsOf, type Look } from '#deciding/binding.js';
import { type CommandContext } from '#deciding/context.js';
import { calendarFacts } from '#catalogue/contracts/calendar-facts.js';
import { caseFacts } from '../contracts/case-facts.js';
import { ApproveDecision, AssignCase, DeclineDecision, ProposeDecision } from '../contracts/case-work.js';
import { OpenCase, ResolveCase } from '../contracts/cases.js';
import { slaEvents } from '../contracts/events.js';
import { DeferMail, RecordBounce, RecordMailSent, RedirectMail } from '../contracts/mailing.js';
import { notificationFacts, notificationIdOf } from '../contracts/notification-facts.js';
import { RequestNotification } from '../contracts/notifications.js';
import { BreachSla, MeetSla, SettleSlaClock, StartSlaClock, SupersedeSla } from '../contracts/sla.js';
import {
  deferMail,
  recordBounce,
  recordMailSent,
  redirectMail,
  requestNotification,
} from '../domain/notification.js';
import {
  approveDecision,
  assignCase,
  caseIdOf,
  declineDecision,
  openCase,
  proposeDecision,
  resolveCase,
} from '../domain/reconciliation-case.js';
import {
  breachSla,
  meetSla,
  settleSlaClock,
  slaClock,
  type SlaState,
  startSlaClock,
  supersedeSla,
} from '../domain/sla-clock.js';
import { lookAtSubject } from './case-subject.js';

const slaClocks = {
  category: 'sla',
  events: slaEvents,
  fold: slaClock,
  tenant: ({ institutionId }: SlaState) => institutionId,
};

const slaIdOf = ({ subject, kind }: { readonly subject: string; readonly kind: string }): string =>
  naturalId('sla', subject, kind);

const calendarOf = async (
  { calendarId }: { readonly calendarId?: string | undefined },
  look: Look,
): Promise<BusinessCalendar | undefined> =>
  calendarId === undefined ? undefined : (await look.at(calendarFacts, calendarId)).calendar;

const slaDecisions = decisionsOf(slaClocks)
  .on({ command: StartSlaClock, id: slaIdOf, facts: calendarOf, decide: startSlaClock })
  .on({
    command: SettleSlaClock,
    id: slaIdOf,
    facts: (_: SettleSlaClock, look: Look, __: CommandContext, { running }: SlaState) =>
      calendarOf({ calendarId: running?.calendarId }, look),
    decide: settleSlaClock,
  })
  .on({ command: MeetSla, id: slaIdOf, decide: meetSla })
  .on({ command: BreachSla, id: slaIdOf, decide: breachSla })
  .on({ command: SupersedeSla, id: slaIdOf, decide: supersedeSla });

const caseId = (command: { readonly caseId: string }): string => command.caseId;

const caseDecisions = decisionsOf(caseFacts)
  .on({
    command: OpenCase,
    id: ({ kind, key }) => caseIdOf(kind, key),
    facts: lookAtSubject,
    decide: openCase,
  })
  .on({ command: AssignCase, id: caseId, decide: assignCase })
  .on({ command: ResolveCase, id: caseId, decide: resolveCase })
  .on({ command: ProposeDecision, id: caseId, decide: proposeDecision })
  .on({ command: ApproveDecision, id: caseId, decide: approveDecision })
  .on({ command: DeclineDecision, id: caseId, decide: declineDecision });

const notificationId = (command: { readonly notificationId: string }): string => command.notificationId;

const notificationDecisions = decisionsOf(notificationFacts)
  .on({
    command: RequestNotification,
    id: ({ dedupeKey }) => notificationIdOf(dedupeKey),
    decide: requestNotification,
  })
  .on({ command: RecordMailSent, id: notificationId, decide: recordMailSent })
  .on({ command: DeferMail, id: notificationId, decide: deferMail })
  .on({ command: RecordBounce, id: notificationId, decide: recordBounce })
  .on({ command: RedirectMail, id: notificationId, decide: redirectMail });

export const fulfilmentDecisions: readonly Binding[] = [
  ...slaDecisions.bindings,
  ...caseDecisions.bindings,
  ...notificationDecisions.bindings,
];
