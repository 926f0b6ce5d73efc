import { Command } from '#messages/command.js';
import { Part, Parts, Text, Whole } from '#messages/fields.js';
import { PriceFile, PriceRow } from './price-list-commands.js';
import { namedIdForm } from './vocabulary.js';

const sha256 = '0f343b0931126a20f133d67c2b018a3b1f4c1b4ff5b0c2f5f4e8f5a6c1d2e3f4';

@Command({
  summary: 'Stage a part of a price file',
  description:
    'A file of more prices than one event holds comes in parts. Staged prices are no prices: they apply all at once when they are published, or never. Part 1 begins anew and drops what was staged before.',
  roles: ['catalogue', 'vendor-operations'],
  example: {
    priceListId: 'VL-2019',
    file: { name: 'vl-2019-07.csv', sha256 },
    part: 1,
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
export class StagePrices {
  @Text('Id of the price list', { max: 40, pattern: namedIdForm, example: 'VL-2019' }) priceListId!: string;
  @Part(() => PriceFile, 'Where the prices come from') file!: PriceFile;
  @Whole('Number of the part, counted from 1 without gaps', { min: 1, max: 1000 }) part!: number;
  @Parts(() => PriceRow, 'The prices', { max: 1000 }) rows!: readonly PriceRow[];
}

@Command({
  summary: 'Publish the staged prices as an edition',
  description:
    'All of them or none: each is held against every other price of its product and currency, staged or published.',
  roles: ['catalogue', 'vendor-operations'],
  example: { priceListId: 'VL-2019', edition: 1, sha256, rows: 1 },
})
export class PublishStagedPrices {
  @Text('Id of the price list', { max: 40, pattern: namedIdForm, example: 'VL-2019' }) priceListId!: string;
  @Whole('Number of the edition, counted from 1 without gaps', { min: 1 }) edition!: number;
  @Text('SHA-256 of the staged file, hexadecimal', { min: 64, max: 64, pattern: /^[0-9a-f]{64}$/ })
  sha256!: string;
  @Whole('How many prices it staged', { min: 1, max: 100_000 }) rows!: number;
}
