import { type Ledger } from '#composition/open-ledger.js';
import { codesInSlots } from '#entitlement/application/index.js';
import { codeFacts } from '#entitlement/contracts/code-facts.js';
import { compromises } from '#entitlement/contracts/compromise.js';
import { maxCapacity } from '#entitlement/contracts/vocabulary.js';
import { type Cause } from '#processing/doer.js';
import { listDisclosures } from '#read-models/disclosure-log/query.js';

type Log = Pick<Ledger, 'store' | 'look'>;
type Codes = AsyncIterable<string> | Iterable<string>;

/**
 * The codes that a compromise concerns, and of them only those of the institution that reported it.
 * @param disclosed the codes of a disclosure
 */
export async function* compromisedCodes(
  log: Log,
  compromiseId: string,
  disclosed: (disclosureId: string) => Codes,
): AsyncGenerator<string> {
  const reported = await log.look.at(compromises, compromiseId);
  if (reported === undefined) return;
  const { institutionId, batchNo } = reported;
  for await (const candidate of candidates(log, reported, disclosed)) {
    const { issued } = await log.look.at(codeFacts, candidate);
    const isMeant = batchNo === undefined || issued?.batchNo === batchNo;
    if (issued?.institutionId === institutionId && isMeant) yield candidate;
  }
}

interface Named {
  readonly codeId?: string;
  readonly entitlementId?: string;
  readonly disclosureId?: string;
}

async function* candidates(
  { store }: Log,
  { codeId, entitlementId, disclosureId }: Named,
  disclosed: (disclosureId: string) => Codes,
): AsyncGenerator<string> {
  if (codeId !== undefined) yield codeId;
  if (entitlementId !== undefined) {
    yield* (await codesInSlots(store, entitlementId, { from: 1, to: maxCapacity })).values();
  }
  if (disclosureId !== undefined) yield* disclosed(disclosureId);
}

/** As the disclosure log shows them, once it has seen the cause. */
export async function* codesDisclosed(
  { reads }: Pick<Ledger, 'reads'>,
  disclosureId: string,
  { position: after }: Cause,
): AsyncGenerator<string> {
  let cursor: string | undefined;
  do {
    const filter = { disclosureId };
    const page = await listDisclosures(reads, { institutions: '*', after, filter, limit: 500, cursor });
    for (const row of page.items) yield row.codeId;
    cursor = page.next;
  } while (cursor !== undefined);
}
