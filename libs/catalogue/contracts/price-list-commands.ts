import { Command } from '#messages/command.js';
import { Amount, Currency, Day, OneOf, Part, Parts, Text, Whole } from '#messages/fields.js';
import { type PriceLevel, namedIdForm, priceLevels, productKeyForm } from './vocabulary.js';

/** One price, in full: nothing is added to it (R10). */
export class PriceRow {
  @Text('Key of the product', { max: 40, pattern: productKeyForm, example: 'CP-30' }) productKey!: string;
  @OneOf(priceLevels, 'Price level; NONE when volume does not change the price') level!: PriceLevel;
  @Currency('Currency') currency!: string;
  @Amount('Price of one pack for twelve months') unitPrice!: string;
  @Day('First day of validity') validFrom!: string;
  @Day('Last day of validity') validTo!: string;
}

/** The file that the prices were read from: there are no others (R15). */
export class PriceFile {
  @Text('Name of the file') name!: string;
  @Text('SHA-256 of its bytes, hexadecimal', { min: 64, max: 64, pattern: /^[0-9a-f]{64}$/ }) sha256!: string;
}

@Command({
  summary: 'Publish an edition of a price list',
  description:
    'Adds prices that were imported from a file. Refused as a whole when a price overlaps another, rises with the volume level, or does not exist in its currency.',
  roles: ['catalogue', 'vendor-operations'],
  example: {
    priceListId: 'VL-2019',
    edition: 1,
    file: {
      name: 'vl-2019-07.csv',
      sha256: '0f343b0931126a20f133d67c2b018a3b1f4c1b4ff5b0c2f5f4e8f5a6c1d2e3f4',
    },
    rows: [
      {
        productKey: 'CP-30',
        level: 'A',
        currency: 'EUR',
        unitPrice: '2400.00',
        validFrom: '2019-07-01',
        validTo: '2020-06-30',
      },
    ],
  },
})
export class PublishPriceList {
  @Text('Id of the price list', { max: 40, pattern: namedIdForm, example: 'VL-2019' }) priceListId!: string;
  @Whole('Number of the edition, counted from 1 without gaps', { min: 1 }) edition!: number;
  @Part(() => PriceFile, 'Where the prices come from') file!: PriceFile;
  @Parts(() => PriceRow, 'The prices', { max: 1000 }) rows!: readonly PriceRow[];
}
