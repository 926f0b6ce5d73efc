import { type Ledger } from '#composition/open-ledger.js';
import { type Answer } from '#deciding/decisions.js';
import {
  type Issuer,
  shortenCodes as shorten,
  sweepEntitlement as sweep,
  withdrawFrom,
} from '#entitlement/application/index.js';
import { StrandCode, VoidCode } from '#entitlement/contracts/code-commands.js';
import type * as named from '#fulfilment/processes/index.js';
import {
  bookingReminderDue,
  type deliverNotification,
  destroyPersonKey,
  endEntitlements,
  issueCodes,
  remindOfBooking,
  type remindOfExpiry,
  settleClocks,
  shortenCodes,
  strandCodes,
  sweepEntitlement,
  type tellOfRetirements,
  voidCompromised,
  withdrawCodes,
  withdrawFromHolders,
} from '#fulfilment/processes/index.js';
import { caseFacts } from '#fulfilment/contracts/case-facts.js';
import { OpenCase } from '#fulfilment/contracts/cases.js';
import { ShortenLegacyEntitlement } from '#elearning/contracts/legacy-commands.js';
import { ShortenMembership } from '#membership/contracts/membership-commands.js';
import { ShortenEntitlement } from '#entitlement/contracts/entitlement-commands.js';
import { compromises } from '#entitlement/contracts/compromise.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { agreementFacts } from '#ordering/contracts/agreement-facts.js';
import { Refusal } from '#kernel/refusal.js';
import { messageOf } from '#messages/command.js';
import { type Logger } from '#observability/logger.js';
import { asProcess, type Task } from '#processing/doer.js';
import { type Candidates } from './candidates.js';
import { settleClocksOf } from './settle-clocks.js';
import { strandingTasks } from './stranding.js';

type Execute = (command: object) => Promise<Answer>;

type Named = typeof named;
/** Each task that a process can want: the texts among what the processes export. */
export type TaskName = Extract<Named[keyof Named], string>;

/** Where whoever mails, or invents a history without mails, differs. */
export type MailTasks = Readonly<
  Record<typeof deliverNotification | typeof remindOfExpiry | typeof tellOfRetirements, Task>
>;

/** What the tasks are done with. */
export interface TaskParts extends Pick<Ledger, 'store' | 'look' | 'clock'> {
  readonly keyRing: Pick<Ledger['keyRing'], 'destroy'>;
  readonly issuer: Pick<Issuer, 'issue'>;
  readonly candidates: Candidates;
  readonly mail: MailTasks;
}

/**
 * What the processes ask for beyond single commands; each may be done again at any time. Every host of the processes
 * composes its tasks here, so that none can lack one.
 */
export function tasksOf(
  parts: TaskParts,
  execute: Execute,
  logger: Pick<Logger, 'warn'>,
): Readonly<Record<TaskName, Task>> {
  const { store, look, clock, keyRing, issuer, candidates } = parts;
  return {
    ...parts.mail,
    ...strandingTasks(parts, execute),
    [settleClocks]: settleClocksOf(parts, execute),
    [remindOfBooking]: async (subject, cause) => {
      const request = await bookingReminderDue(subject, look, clock.now());
      if (request !== undefined) await execute(asProcess('booking-reminders', cause, request, subject));
    },
    [issueCodes]: async (entitlementId, { eventId, correlationId }) => {
      const outcome = await issuer.issue(entitlementId, { correlationId, causationId: eventId });
      // Such as a term that is over: trying again would not change it.
      if (outcome instanceof Refusal)
        logger.warn({ entitlementId, refusal: outcome.type.code }, 'no codes are issued');
    },
    [sweepEntitlement]: (entitlementId, cause) =>
      sweep(
        store,
        (command) => execute(asProcess('expiring', cause, command, command.codeId)),
        entitlementId,
      ),
    [endEntitlements]: async (agreementId, cause) => {
      const { terminatedOn: effectiveOn } = await look.at(agreementFacts, agreementId);
      if (effectiveOn === undefined) return;
      for await (const entitlementId of candidates.entitlementsUnder(agreementId, cause)) {
        const command = messageOf(ShortenEntitlement, { entitlementId, agreementId, effectiveOn });
        await execute(asProcess('terminating', cause, command, entitlementId));
        const { granted } = await look.at(entitlementFacts, entitlementId);
        if (granted?.fulfilment !== 'ACCESS') continue;
        const { institutionId } = granted;
        const membership = messageOf(ShortenMembership, { institutionId, entitlementId, effectiveOn });
        await execute(asProcess('terminating', cause, membership, entitlementId));
      }
      for await (const entitlementId of candidates.legacyUnder(agreementId, cause)) {
        const command = messageOf(ShortenLegacyEntitlement, { entitlementId, effectiveOn });
        await execute(asProcess('terminating', cause, command, entitlementId));
      }
    },
    [shortenCodes]: async (entitlementId, cause) => {
      const { granted } = await look.at(entitlementFacts, entitlementId);
      if (granted === undefined) return;
      await shorten(
        store,
        (command) => execute(asProcess('terminating', cause, command, command.codeId)),
        granted,
      );
    },
    [voidCompromised]: async (compromiseId, cause) => {
      let found = false;
      for await (const codeId of candidates.compromisedCodes(compromiseId, cause)) {
        found = true;
        const voiding = { codeId, cause: 'COMPROMISED' as const, providerConfirmed: false };
        await execute(asProcess('compromising', cause, messageOf(VoidCode, voiding), codeId));
      }
      if (found) return;
      // Such as a mistyped disclosure: somebody believes that codes are blocked, and they are not.
      const { institutionId } = (await look.at(compromises, compromiseId)) ?? {};
      const unfound = {
        ...{ kind: 'UNKNOWN_CODE' as const, key: compromiseId, evidence: [`event:${cause.eventId}`] },
        ...(institutionId === undefined ? {} : { institutionId }),
      };
      await execute(asProcess('compromising', cause, messageOf(OpenCase, unfound)));
    },
    [withdrawCodes]: (entitlementId, cause) =>
      withdrawFrom(
        { store, look, send: (command, part) => execute(asProcess('adjusting', cause, command, part)) },
        entitlementId,
      ),
    [withdrawFromHolders]: async (caseId, cause) => {
      const { key = '' } = await look.at(caseFacts, caseId);
      const send = (command: object, part: string) => execute(asProcess('correcting', cause, command, part));
      await withdrawFrom({ store, look, send }, key, caseId);
    },
    [destroyPersonKey]: (personRef) => keyRing.destroy(personRef),
    [strandCodes]: async (personRef, cause) => {
      for await (const codeId of candidates.codesAssignedTo(personRef, cause)) {
        const command = messageOf(StrandCode, { codeId, personRef, cause: 'PERSON_LEFT' as const });
        await execute(asProcess('stranding', cause, command, codeId));
      }
    },
  };
}
