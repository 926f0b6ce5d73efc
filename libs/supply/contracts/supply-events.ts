import { deliveryProviders, type DeliveryProvider } from '#catalogue/contracts/vocabulary.js';
import { eventRegistry } from '#messages/event-registry.js';
import { OneOf, Parts, Ref, Text, Whole } from '#messages/fields.js';
import { RejectionReason, maxChunk, type rejections } from './supply-commands.js';

export class SupplyLotOpened {
  static readonly type = 'SupplyLotOpened';
  static readonly version = 1;
  @Ref('lot', 'Lot') lotId!: string;
  @OneOf(deliveryProviders, 'Delivery provider') provider!: DeliveryProvider;
  @Text('Product that the codes are for', { max: 40, optional: true }) productKey?: string;
  @Whole('Codes that were asked for', { min: 1 }) expected!: number;
}

/** A code of a lot: sealed under the lot's key until an entitlement gets it. */
export class SupplyCode {
  @Ref('cod', 'Id, from the keyed hash of the value') codeId!: string;
  @Text('The code, sealed', { max: 250 }) sealed!: string;
}

/** A line that was not taken. */
export class RejectedLine {
  @Whole('Line', { min: 1 }) line!: number;
  @RejectionReason('Why') reason!: (typeof rejections)[number];
}

/** One chunk; the nth chunk is the stream's revision n, so that an allocated code is found without a scan. */
export class SupplyCodesAdded {
  static readonly type = 'SupplyCodesAdded';
  static readonly version = 1;
  @Ref('lot', 'Lot') lotId!: string;
  @Whole('Chunk', { min: 1 }) chunkNo!: number;
  @Whole('Place of the first of these codes in the lot, from 0') first!: number;
  @Parts(() => SupplyCode, 'Codes', { min: 0, max: maxChunk }) codes!: readonly SupplyCode[];
  @Parts(() => RejectedLine, 'Lines not taken (E36)', { min: 0, max: maxChunk })
  rejected!: readonly RejectedLine[];
}

/** The lot is complete: as asked for, short (E35) or with a surplus (E37) that stays unallocated until a case decides. */
export class SupplyLotClosed {
  static readonly type = 'SupplyLotClosed';
  static readonly version = 1;
  @Ref('lot', 'Lot') lotId!: string;
  @Whole('Codes taken') accepted!: number;
  @Whole('Lines not taken') rejected!: number;
  @Whole('Codes fewer than asked for') missing!: number;
  @Whole('Codes more than asked for') surplus!: number;
}

export class SupplyAllocated {
  static readonly type = 'SupplyAllocated';
  static readonly version = 1;
  @Ref('lot', 'Lot') lotId!: string;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Whole('Batch of the issuance', { min: 1 }) batchNo!: number;
  @Whole('Place of the first code in the lot, from 0') first!: number;
  @Whole('Codes', { min: 1 }) count!: number;
}

/** Somebody has decided that the surplus may be used. */
export class SupplySurplusReleased {
  static readonly type = 'SupplySurplusReleased';
  static readonly version = 1;
  @Ref('lot', 'Lot') lotId!: string;
  @Whole('Codes released', { min: 1 }) count!: number;
}

export const supplyEvents = eventRegistry(
  SupplyLotOpened,
  SupplyCodesAdded,
  SupplyLotClosed,
  SupplyAllocated,
  SupplySurplusReleased,
);

/** Recorded on the pool's own stream: which lots there are for a provider and product. */
export class SupplyLotOffered {
  static readonly type = 'SupplyLotOffered';
  static readonly version = 1;
  @Ref('lot', 'Lot') lotId!: string;
  @OneOf(deliveryProviders, 'Delivery provider') provider!: DeliveryProvider;
  @Text('Product', { max: 40, optional: true }) productKey?: string;
}

export const poolEvents = eventRegistry(SupplyLotOffered);
