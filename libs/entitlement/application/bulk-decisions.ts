import { type Binding, decisionsOf, type Look } from '#deciding/binding.js';
import { type CommandContext } from '#deciding/context.js';
import { type Receipt } from '#deciding/receipt.js';
import { derivedId } from '#kernel/ids.js';
import { Refusal } from '#kernel/refusal.js';
import { messageOf } from '#messages/command.js';
import { metadataFromJson } from '#messages/metadata.js';
import {
  AssignCodes,
  bulkEvents,
  bulks,
  type CodeForPerson,
  DiscloseToPersons,
  type ItemResult,
} from '../contracts/bulk.js';
import { AssignCode, DiscloseCode } from '../contracts/code-commands.js';
import { assignCodes, type BulkFacts, BulkNotSimulated, discloseToPersons } from '../domain/bulk.js';
import { clearCode } from './disclosed-codes.js';
import { type EntitlementServices } from './services.js';

/** Appends of many streams share a sync. */
const atOnce = 32;

const id = (_: object, { commandId }: CommandContext): string => derivedId('blk', commandId);

/** Work on many codes in one command, item by item. */
export const bulkDecisions = (services: EntitlementServices): readonly Binding[] =>
  decisionsOf(bulks)
    .on({
      command: AssignCodes,
      id,
      facts: ({ items }, look) =>
        eachOf(items, look, ({ codeId, personRef }) => messageOf(AssignCode, { codeId, personRef })),
      decide: assignCodes,
      answer: async (_, receipt) => ({ results: await resultsIn(services, receipt) }),
    })
    .on({
      command: DiscloseToPersons,
      id,
      facts: ({ items, channel }, look) =>
        eachOf(items, look, ({ codeId, personRef }) =>
          messageOf(DiscloseCode, { codeId, personRef, channel }),
        ),
      decide: discloseToPersons,
      answer: async (_, receipt) => ({ results: await disclosedIn(services, receipt) }),
    }).bindings;

/** Lets each code decide, under a command id of its own, so that a repeat goes on where the first attempt stopped. */
async function eachOf(
  items: readonly CodeForPerson[],
  { tell }: Look,
  commandFor: (item: CodeForPerson) => object,
): Promise<BulkFacts | Refusal> {
  if (tell === undefined) return BulkNotSimulated();
  const results: ItemResult[] = [];
  for (let first = 0; first < items.length; first += atOnce) {
    const some = items.slice(first, first + atOnce);
    const answers = await Promise.all(some.map((item, at) => tell(commandFor(item), String(first + at))));
    results.push(
      ...some.map(({ codeId, personRef }, at) => {
        const answer = answers[at];
        return { codeId, personRef, ...(answer instanceof Refusal ? { refusal: answer.type.code } : {}) };
      }),
    );
  }
  return { results };
}

/** What the log holds of it, also for a repeat. */
async function resultsIn(
  { store }: EntitlementServices,
  { stream, revision }: Receipt,
): Promise<readonly Readonly<ItemResult>[]> {
  for await (const stored of store.readStream(stream, { from: revision ?? 0, limit: 1 })) {
    const { schemaVersion } = metadataFromJson(stored.metadata);
    const { data } = bulkEvents.read(stored.type, schemaVersion, stored.data);
    return (data as { readonly results: readonly ItemResult[] }).results;
  }
  return [];
}

const disclosedIn = async (services: EntitlementServices, receipt: Receipt) =>
  Promise.all(
    (await resultsIn(services, receipt)).map(async (result) =>
      result.refusal === undefined ? { ...result, ...(await clearCode(services, result.codeId)) } : result,
    ),
  );
