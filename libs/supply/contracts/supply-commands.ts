import { deliveryProviders, type DeliveryProvider, productKeyForm } from '#catalogue/contracts/vocabulary.js';
import { Command } from '#messages/command.js';
import { OneOf, Ref, Text, Texts, Whole } from '#messages/fields.js';

/** Codes of one command; a larger lot is imported as several. */
export const maxChunk = 1000;
export const maxLot = 100_000;

const lotId = 'lot_00000000000000000000000001';

@Command({
  summary: 'Import codes that a provider has made',
  description:
    'The codes are sealed at once and never stored in clear. A value that is already known, twice in the lot, or malformed is ' +
    'rejected by its line, the others are kept (E36). Codes beyond the expected number stay as unallocated supply (E37).',
  roles: ['vendor-operations'],
  example: { provider: 'PEARSON_VUE', productKey: 'CP-30', codes: ['VUE4K7Q9XW2A', 'VUE4K7Q9XW2B'] },
})
export class ImportSupplyLot {
  @OneOf(deliveryProviders, 'Delivery provider') provider!: DeliveryProvider;
  @Text('Product that the codes are for; any product of the provider when absent', {
    max: 40,
    optional: true,
  })
  productKey?: string;
  @Whole('Codes that were asked for; as many as are in the lot unless said otherwise', {
    min: 1,
    max: maxLot,
    optional: true,
  })
  expected?: number;
  @Texts('Codes, one per line', { max: maxLot, item: { max: 64 } }) codes!: string[];
}

@Command({
  summary: 'Open a supply lot',
  roles: [],
  example: { lotId, provider: 'PEARSON_VUE', expected: 30 },
})
export class OpenSupplyLot {
  @Ref('lot', 'Lot') lotId!: string;
  @OneOf(deliveryProviders, 'Delivery provider') provider!: DeliveryProvider;
  @Text('Product that the codes are for', { max: 40, pattern: productKeyForm, optional: true })
  productKey?: string;
  @Whole('Codes that were asked for', { min: 1, max: maxLot }) expected!: number;
}

@Command({
  summary: 'Add codes to an open supply lot',
  roles: [],
  example: { lotId, chunkNo: 1, firstLine: 1, codes: ['VUE4K7Q9XW2A'] },
})
export class AddSupplyCodes {
  @Ref('lot', 'Lot') lotId!: string;
  @Whole('Number of the chunk, one after the last', { min: 1 }) chunkNo!: number;
  @Whole('Line of the first code', { min: 1 }) firstLine!: number;
  @Texts('Codes', { max: maxChunk, item: { max: 64 } }) codes!: string[];
}

@Command({ summary: 'Close a supply lot', roles: [], example: { lotId } })
export class CloseSupplyLot {
  @Ref('lot', 'Lot') lotId!: string;
}

@Command({
  summary: 'Release the surplus of a supply lot',
  description: 'What was delivered beyond what was asked for may be used from now on (E37).',
  roles: ['vendor-operations'],
  example: { lotId },
})
export class ReleaseSurplus {
  @Ref('lot', 'Lot') lotId!: string;
}

@Command({
  summary: 'Allocate codes of a lot to an entitlement',
  description:
    'The same entitlement and batch always get the same codes, so that an interrupted issuance uses no code twice.',
  roles: [],
  example: { lotId, entitlementId: 'ent_00000000000000000000000001', batchNo: 1, count: 30 },
})
export class AllocateSupply {
  @Ref('lot', 'Lot') lotId!: string;
  @Ref('ent', 'Entitlement') entitlementId!: string;
  @Whole('Batch of the issuance', { min: 1 }) batchNo!: number;
  @Whole('Codes wanted', { min: 1, max: 500 }) count!: number;
}

export const rejections = ['VALUE_KNOWN', 'TWICE_IN_LOT', 'MALFORMED'] as const;
export const RejectionReason = (doc: string): PropertyDecorator => OneOf(rejections, doc);
