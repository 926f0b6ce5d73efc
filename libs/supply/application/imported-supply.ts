import { streamOf } from '#deciding/aggregate.js';
import { type CommandContext } from '#deciding/context.js';
import { FoldCache } from '#deciding/fold-cache.js';
import { subCommandId } from '#deciding/identity.js';
import { type Receipt } from '#deciding/receipt.js';
import { KeyReused } from '#deciding/refusals.js';
import { type EventStore } from '#event-store/port.js';
import { messageOf } from '#messages/command.js';
import { Refusal } from '#kernel/refusal.js';
import { type Sealer } from '#privacy/sealer.js';
import { type CodeSupply, type SupplyRequest } from '../contracts/code-supply.js';
import { AllocateSupply } from '../contracts/supply-commands.js';
import { type SupplyAllocated, type SupplyCode } from '../contracts/supply-events.js';
import { poolIdOf } from '../domain/pool.js';
import { supplyLots, supplyPools } from './aggregates.js';

export interface ImportedSupplyServices {
  readonly store: EventStore;
  readonly sealer: Sealer;
  /** The command bus. */
  readonly send: (command: object, context: CommandContext) => Promise<Receipt | Refusal>;
}

const caller = { kind: 'process', id: 'supply', roles: ['system'], institutions: '*' } as const;

/** Codes of imported lots: those for the product first, then those for any product of the provider. */
export class ImportedSupply implements CodeSupply {
  private readonly folds: FoldCache;

  constructor(private readonly services: ImportedSupplyServices) {
    this.folds = new FoldCache(services.store, 20_000);
  }

  async take(request: SupplyRequest): Promise<readonly string[]> {
    const { provider, productKey, count } = request;
    if (provider === undefined) return [];
    const codes: string[] = [];
    for (const pool of [poolIdOf(provider, productKey), poolIdOf(provider, undefined)]) {
      const { lots } = (await this.folds.fresh(supplyPools, pool)).state;
      for (const lotId of lots) {
        if (codes.length >= count) return codes.slice(0, count);
        const allocated = await this.allocate(lotId, request, count - codes.length);
        if (allocated !== undefined) codes.push(...(await this.opened(allocated)));
      }
    }
    return codes.slice(0, count);
  }

  /** The command id follows from entitlement and batch: asking again finds the first allocation. */
  private async allocate(
    lotId: string,
    { entitlementId, batchNo }: SupplyRequest,
    count: number,
  ): Promise<SupplyAllocated | undefined> {
    const commandId = subCommandId(`${entitlementId}/${batchNo}`, lotId);
    const command = messageOf(AllocateSupply, { lotId, entitlementId, batchNo, count });
    const answer = await this.services.send(command, { caller, commandId, correlationId: commandId });
    if (!(answer instanceof Refusal)) return this.allocation(lotId, entitlementId, batchNo, answer.revision);
    // Asked for another number this time: what was allocated first is what there is.
    return answer.type.code === KeyReused.code ? this.allocation(lotId, entitlementId, batchNo) : undefined;
  }

  private async allocation(
    lotId: string,
    entitlementId: string,
    batchNo: number,
    from = 0,
  ): Promise<SupplyAllocated | undefined> {
    for await (const { type, data } of this.services.store.readStream(streamOf(supplyLots, lotId), {
      from,
    })) {
      const isIt =
        type === 'SupplyAllocated' && data['entitlementId'] === entitlementId && data['batchNo'] === batchNo;
      if (isIt) return data as typeof data & SupplyAllocated;
    }
    return undefined;
  }

  private async opened({ lotId, first, count }: SupplyAllocated): Promise<readonly string[]> {
    const lot = (await this.folds.fresh(supplyLots, lotId)).state;
    const codes: string[] = [];
    let place = 0;
    for (const [index, chunk] of (lot?.chunks ?? []).entries()) {
      const [from, to] = [
        Math.max(first, place) - place,
        Math.min(first + count, place + chunk.size) - place,
      ];
      if (from < to)
        for (const { sealed } of (await this.chunk(lotId, index + 1)).slice(from, to)) {
          const code = await this.services.sealer.open(sealed);
          if (code !== undefined) codes.push(code);
        }
      place += chunk.size;
    }
    return codes;
  }

  /** The nth chunk is the stream's revision n. */
  private async chunk(lotId: string, chunkNo: number): Promise<readonly SupplyCode[]> {
    for await (const { data } of this.services.store.readStream(streamOf(supplyLots, lotId), {
      from: chunkNo,
      limit: 1,
    })) {
      return (data as typeof data & { readonly codes: readonly SupplyCode[] }).codes;
    }
    return [];
  }
}
