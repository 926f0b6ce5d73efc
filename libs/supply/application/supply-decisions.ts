import { streamOf } from '#deciding/aggregate.js';
import { type Binding, decisionsOf, type Look } from '#deciding/binding.js';
import { type CommandContext } from '#deciding/context.js';
import { type EventStore, type Json } from '#event-store/port.js';
import { derivedId } from '#kernel/ids.js';
import { messageOf } from '#messages/command.js';
import { Refusal } from '#kernel/refusal.js';
import {
  AddSupplyCodes,
  AllocateSupply,
  CloseSupplyLot,
  ImportSupplyLot,
  maxChunk,
  OpenSupplyLot,
  ReleaseSurplus,
} from '../contracts/supply-commands.js';
import { allocateSupply, releaseSurplus } from '../domain/allocating.js';
import { addCodes, closeLot, openLot } from '../domain/importing.js';
import { type ImportFacts, offerLot, poolIdOf } from '../domain/pool.js';
import { supplyLots, supplyPools } from './aggregates.js';
import { examineLines, type SupplyServices } from './examine.js';

const lotId = (command: { readonly lotId: string }): string => command.lotId;

/** Every decision of this context. */
export const supplyDecisions = (
  services: SupplyServices & { readonly store: EventStore },
): readonly Binding[] => [
  ...decisionsOf(supplyLots)
    .on({ command: OpenSupplyLot, id: lotId, decide: openLot })
    .on({
      command: AddSupplyCodes,
      id: lotId,
      facts: async (command, look) => ({ lines: await examineLines(services, command, look) }),
      decide: addCodes,
    })
    .on({ command: CloseSupplyLot, id: lotId, decide: closeLot })
    .on({ command: AllocateSupply, id: lotId, decide: allocateSupply })
    .on({ command: ReleaseSurplus, id: lotId, decide: releaseSurplus }).bindings,
  ...decisionsOf(supplyPools).on({
    command: ImportSupplyLot,
    id: ({ provider, productKey }) => poolIdOf(provider, productKey),
    facts: importLot,
    decide: offerLot,
    answer: (_, { commandId }) => summaryOf(services.store, derivedId('lot', commandId)),
  }).bindings,
];

/**
 * Imports the lot chunk by chunk before the pool offers it. Each chunk is a command of its own whose id follows from
 * this one's, so an import that was interrupted goes on when the same request is sent again.
 */
async function importLot(
  command: ImportSupplyLot,
  look: Look,
  { commandId }: CommandContext,
): Promise<ImportFacts | Refusal> {
  const { provider, productKey, codes, expected = codes.length } = command;
  const lot = derivedId('lot', commandId);
  const product = productKey === undefined ? {} : { productKey };
  const told: object[] = [messageOf(OpenSupplyLot, { lotId: lot, provider, ...product, expected })];
  for (let at = 0; at < codes.length; at += maxChunk) {
    const chunk = {
      lotId: lot,
      chunkNo: at / maxChunk + 1,
      firstLine: at + 1,
      codes: codes.slice(at, at + maxChunk),
    };
    told.push(messageOf(AddSupplyCodes, chunk));
  }
  told.push(messageOf(CloseSupplyLot, { lotId: lot }));
  for (const [index, each] of told.entries()) {
    const answer = await look.tell?.(each, ` ${index}`);
    if (answer instanceof Refusal) return answer;
  }
  return { lotId: lot };
}

/** What became of the lot, with the lines that were not taken. */
async function summaryOf(store: EventStore, id: string) {
  const rejected: Json[] = [];
  for await (const { type, data } of store.readStream(streamOf(supplyLots, id))) {
    if (type === 'SupplyCodesAdded') rejected.push(...(data['rejected'] as readonly Json[]));
    if (type !== 'SupplyLotClosed') continue;
    const { accepted, missing, surplus } = data;
    return { lotId: id, accepted, missing, surplus, rejected };
  }
  return { lotId: id };
}
