import { Part, Parts, Text, Whole } from '#messages/fields.js';
import { PriceFile, PriceRow } from './price-list-commands.js';

export class PriceListPublished {
  static readonly type = 'PriceListPublished';
  static readonly version = 1;
  @Text('Id of the price list', { max: 40 }) priceListId!: string;
  @Whole('Number of the edition', { min: 1 }) edition!: number;
  @Part(() => PriceFile, 'Where the prices come from') file!: PriceFile;
  @Parts(() => PriceRow, 'The prices', { max: 1000 }) rows!: readonly PriceRow[];
}

/** A part of a large file. Nothing is priced from it until `StagedPricesPublished` (R15). */
export class PricesStaged {
  static readonly type = 'PricesStaged';
  static readonly version = 1;
  @Text('Id of the price list', { max: 40 }) priceListId!: string;
  @Part(() => PriceFile, 'Where the prices come from') file!: PriceFile;
  @Whole('Number of the part; 1 drops what was staged before', { min: 1 }) part!: number;
  @Parts(() => PriceRow, 'The prices', { max: 1000 }) rows!: readonly PriceRow[];
}

/** The parts staged since the last part 1 become prices, all at once. */
export class StagedPricesPublished {
  static readonly type = 'StagedPricesPublished';
  static readonly version = 1;
  @Text('Id of the price list', { max: 40 }) priceListId!: string;
  @Whole('Number of the edition', { min: 1 }) edition!: number;
  @Part(() => PriceFile, 'Where the prices come from') file!: PriceFile;
  @Whole('Parts', { min: 1 }) parts!: number;
  @Whole('Prices', { min: 1 }) rows!: number;
}
