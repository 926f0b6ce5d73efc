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
