import { messageOf } from '#messages/command.js';
import { type Caller } from '#deciding/context.js';
import { PublishStagedPrices, StagePrices } from '../contracts/price-import-commands.js';
import { type PriceFile } from '../contracts/price-list-commands.js';
import { type ImportPlan, partsOf } from './plan-import.js';

/** The operator's tool that imports files. */
export const importer: Caller = { kind: 'system', id: 'price-import', roles: ['system'], institutions: '*' };

/** Parts first, which price nothing; then the one command that makes all of them prices (R15). */
export const importCommands = (
  priceListId: string,
  file: Readonly<PriceFile>,
  { edition, added }: ImportPlan,
): readonly object[] => [
  ...partsOf(added).map((rows, index) =>
    messageOf(StagePrices, { priceListId, file, part: index + 1, rows }),
  ),
  messageOf(PublishStagedPrices, { priceListId, edition, sha256: file.sha256, rows: added.length }),
];
