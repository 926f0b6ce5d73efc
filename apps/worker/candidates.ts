import { type Ledger } from '#composition/open-ledger.js';
import { type Cause } from '#processing/doer.js';
import { listCodes } from '#read-models/code-inventory/query.js';
import { listLegacy } from '#read-models/legacy-e-learning/query.js';
import { listOrders } from '#read-models/order-board/query.js';
import { codesDisclosed, compromisedCodes } from './compromised-codes.js';

type Ids = AsyncIterable<string> | Iterable<string>;

/** What a task is to look at. It only finds them: each one's own stream decides. */
export interface Candidates {
  codesAssignedTo(personRef: string, cause: Cause): Ids;
  entitlementsUnder(agreementId: string, cause: Cause): Ids;
  legacyUnder(agreementId: string, cause: Cause): Ids;
  compromisedCodes(compromiseId: string, cause: Cause): Ids;
}

/** As the read models show them, once they have seen the cause. */
export const candidatesIn = (ledger: Ledger): Candidates => ({
  codesAssignedTo: (personRef, cause) => codesAssignedTo(ledger, personRef, cause),
  entitlementsUnder: (agreementId, cause) => entitlementsUnder(ledger, agreementId, cause),
  legacyUnder: (agreementId, cause) => legacyUnder(ledger, agreementId, cause),
  compromisedCodes: (compromiseId, cause) =>
    compromisedCodes(ledger, compromiseId, (disclosureId) => codesDisclosed(ledger, disclosureId, cause)),
});

/**
 * The codes that the inventory shows as assigned to a person. It only finds candidates: each code's own stream
 * decides. Nothing can be assigned to who has left, so what is assigned later needs no second look.
 */
async function* codesAssignedTo({ reads, clock }: Ledger, personRef: string, { position }: Cause) {
  let cursor: string | undefined;
  do {
    const page = await listCodes(reads, {
      institutions: '*',
      after: position,
      filter: { personRef },
      limit: 500,
      now: clock.now(),
      cursor,
    });
    for (const { codeId } of page.items) yield codeId;
    cursor = page.next;
  } while (cursor !== undefined);
}

/**
 * What the order board shows as granted under an agreement. Each entitlement decides for itself, and one that is
 * granted after this look asks for the termination on its own.
 */
async function* entitlementsUnder({ reads, clock }: Ledger, agreementId: string, { position }: Cause) {
  let cursor: string | undefined;
  do {
    const page = await listOrders(reads, {
      institutions: '*',
      after: position,
      filter: { agreementId },
      sort: 'placedAt',
      limit: 500,
      now: clock.now(),
      cursor,
    });
    for (const { entitlements } of page.items)
      for (const { entitlementId } of entitlements) yield entitlementId;
    cursor = page.next;
  } while (cursor !== undefined);
}

/** E-learning of earlier contracts under an agreement; what is imported later asks the agreement itself. */
async function* legacyUnder({ reads, clock }: Ledger, agreementId: string, { position }: Cause) {
  let cursor: string | undefined;
  do {
    const page = await listLegacy(reads, {
      institutions: '*',
      after: position,
      filter: { agreementId },
      limit: 500,
      now: clock.now(),
      cursor,
    });
    for (const { entitlementId } of page.items) yield entitlementId;
    cursor = page.next;
  } while (cursor !== undefined);
}
