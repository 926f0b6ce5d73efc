import { type Ledger } from '#composition/open-ledger.js';
import { type Answer } from '#deciding/decisions.js';
import {
  type Issuer,
  shortenCodes as shorten,
  sweepEntitlement as sweep,
} from '#entitlement/application/index.js';
import { StrandCode, VoidCode } from '#entitlement/contracts/code-commands.js';
import {
  destroyPersonKey,
  endEntitlements,
  issueCodes,
  shortenCodes,
  strandCodes,
  sweepEntitlement,
  voidCompromised,
} from '#fulfilment/processes/index.js';
import { ShortenLegacyEntitlement } from '#elearning/contracts/legacy-commands.js';
import { ShortenMembership } from '#membership/contracts/membership-commands.js';
import { ShortenEntitlement } from '#entitlement/contracts/entitlement-commands.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { agreementFacts } from '#ordering/contracts/agreement-facts.js';
import { Refusal } from '#kernel/refusal.js';
import { messageOf } from '#messages/command.js';
import { type Logger } from '#observability/logger.js';
import { asProcess, type Tasks } from '#processing/doer.js';
import { type Candidates } from './candidates.js';

type Execute = (command: object) => Promise<Answer>;

/** What the tasks are done with. */
export interface TaskParts extends Pick<Ledger, 'store' | 'look'> {
  readonly keyRing: Pick<Ledger['keyRing'], 'destroy'>;
  readonly issuer: Pick<Issuer, 'issue'>;
  readonly candidates: Candidates;
}

/** What the processes ask for beyond single commands; each may be done again at any time. */
export function tasksOf(parts: TaskParts, execute: Execute, logger: Pick<Logger, 'warn'>): Tasks {
  const { store, look, keyRing, issuer, candidates } = parts;
  return {
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
      for await (const codeId of candidates.compromisedCodes(compromiseId, cause)) {
        const voiding = { codeId, cause: 'COMPROMISED' as const, providerConfirmed: false };
        await execute(asProcess('compromising', cause, messageOf(VoidCode, voiding), codeId));
      }
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
