import { randomBytes } from 'node:crypto';
import { deliveryProviders } from '#catalogue/contracts/vocabulary.js';
import { type Ledger } from '#composition/open-ledger.js';
import { type Answer } from '#deciding/decisions.js';
import { type CommandContext, inContext } from '#deciding/context.js';
import {
  Issuer,
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
import { ShortenEntitlement } from '#entitlement/contracts/entitlement-commands.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { agreementFacts } from '#ordering/contracts/agreement-facts.js';
import { listOrders } from '#read-models/order-board/query.js';
import { Refusal } from '#kernel/refusal.js';
import { messageOf } from '#messages/command.js';
import { type Logger } from '#observability/logger.js';
import { asProcess, type Cause, type Tasks } from '#processing/doer.js';
import { listCodes } from '#read-models/code-inventory/query.js';
import { type CodeSupply } from '#supply/contracts/code-supply.js';
import { generatedSupply, ImportedSupply, supplyByProvider } from '#supply/application/index.js';
import { compromisedCodes } from './compromised-codes.js';

type Execute = (command: object) => Promise<Answer>;

/** What the processes ask for beyond single commands; each may be done again at any time. */
export function tasksOf(ledger: Ledger, execute: Execute, logger: Pick<Logger, 'warn'>): Tasks {
  const { store, sealer, recording } = ledger;
  const send = (command: object, context: CommandContext) => execute(inContext(command, context));
  const issuer = new Issuer({ ...recording, sealer, supply: supplyOf(ledger, send), send });
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
      const { terminatedOn: effectiveOn } = await ledger.look.at(agreementFacts, agreementId);
      if (effectiveOn === undefined) return;
      for await (const entitlementId of entitlementsUnder(ledger, agreementId, cause)) {
        const command = messageOf(ShortenEntitlement, { entitlementId, agreementId, effectiveOn });
        await execute(asProcess('terminating', cause, command, entitlementId));
      }
    },
    [shortenCodes]: async (entitlementId, cause) => {
      const { granted } = await ledger.look.at(entitlementFacts, entitlementId);
      if (granted === undefined) return;
      await shorten(
        store,
        (command) => execute(asProcess('terminating', cause, command, command.codeId)),
        granted,
      );
    },
    [voidCompromised]: async (compromiseId, cause) => {
      for await (const codeId of compromisedCodes(ledger, compromiseId, cause)) {
        const voiding = { codeId, cause: 'COMPROMISED' as const, providerConfirmed: false };
        await execute(asProcess('compromising', cause, messageOf(VoidCode, voiding), codeId));
      }
    },
    [destroyPersonKey]: (personRef) => ledger.keyRing.destroy(personRef),
    [strandCodes]: async (personRef, cause) => {
      for await (const codeId of codesAssignedTo(ledger, personRef, cause)) {
        const command = messageOf(StrandCode, { codeId, personRef, cause: 'PERSON_LEFT' as const });
        await execute(asProcess('stranding', cause, command, codeId));
      }
    },
  };
}

function supplyOf(
  { configuration, store, sealer }: Ledger,
  send: (command: object, context: CommandContext) => Promise<Answer>,
): CodeSupply {
  const generated = generatedSupply(randomBytes);
  if (configuration.codeSupply === 'generated') return generated;
  const imported = new ImportedSupply({ store, sealer, send });
  return supplyByProvider(
    Object.fromEntries(deliveryProviders.map((provider) => [provider, imported])),
    generated,
  );
}

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
