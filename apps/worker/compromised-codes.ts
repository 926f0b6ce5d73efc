import { type Ledger } from '#composition/open-ledger.js';
import { codesInSlots } from '#entitlement/application/index.js';
import { codeFacts } from '#entitlement/contracts/code-facts.js';
import { compromises } from '#entitlement/contracts/compromise.js';
import { maxCapacity } from '#entitlement/contracts/vocabulary.js';
import { type Cause } from '#processing/doer.js';
import { listDisclosures } from '#read-models/disclosure-log/query.js';

/** The codes that a compromise concerns, and of them only those of the institution that reported it. */
export async function* compromisedCodes(
  ledger: Ledger,
  compromiseId: string,
  { position }: Cause,
): AsyncGenerator<string> {
  const reported = await ledger.look.at(compromises, compromiseId);
  if (reported === undefined) return;
  const { institutionId, codeId, entitlementId, batchNo, disclosureId } = reported;
  for await (const candidate of candidates(ledger, { codeId, entitlementId, disclosureId }, position)) {
    const { issued } = await ledger.look.at(codeFacts, candidate);
    const isMeant = batchNo === undefined || issued?.batchNo === batchNo;
    if (issued?.institutionId === institutionId && isMeant) yield candidate;
  }
}

interface Named {
  readonly codeId: string | undefined;
  readonly entitlementId: string | undefined;
  readonly disclosureId: string | undefined;
}

async function* candidates(
  { store, reads }: Ledger,
  { codeId, entitlementId, disclosureId }: Named,
  after: string | undefined,
): AsyncGenerator<string> {
  if (codeId !== undefined) yield codeId;
  if (entitlementId !== undefined) {
    yield* (await codesInSlots(store, entitlementId, { from: 1, to: maxCapacity })).values();
  }
  if (disclosureId === undefined) return;
  let cursor: string | undefined;
  do {
    const filter = { disclosureId };
    const page = await listDisclosures(reads, { institutions: '*', after, filter, limit: 500, cursor });
    for (const row of page.items) yield row.codeId;
    cursor = page.next;
  } while (cursor !== undefined);
}
