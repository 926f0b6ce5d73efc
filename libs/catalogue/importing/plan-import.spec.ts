import { describe, expect, it } from '@jest/globals';
import { fold } from '#kernel/decider.js';
import { type DomainEvent, event } from '#kernel/event.js';
import { violationsOf } from '#messages/validate.js';
import { type PublishStagedPrices, StagePrices } from '../contracts/price-import-commands.js';
import { PriceListPublished, PricesStaged, StagedPricesPublished } from '../contracts/price-list-events.js';
import { type PriceListEvent, priceListFold, priceOf } from '../contracts/price-list-facts.js';
import { publishStagedPrices, stagePrices } from '../domain/price-import.js';
import { someGivens } from '#deciding/given-when-then.js';
import { importCommands } from './import-commands.js';
import { planImport } from './plan-import.js';
import { maxPrices, readPriceFile } from './price-file.js';

const header = 'product_key,level,currency,unit_price,valid_from,valid_to';
const fileOf = (lines: readonly string[]) =>
  readPriceFile('p.csv', Buffer.from([header, ...lines].join('\n')));
const none = new Set<string>();

describe('a dry run of an import', () => {
  const line = 'CP-30,A,EUR,2400.00,2019-01-01,2019-12-31';
  const list = priceListFold.evolve(
    priceListFold.initial,
    event(PriceListPublished, {
      priceListId: 'VL',
      edition: 1,
      file: fileOf([line]).file,
      rows: fileOf([line]).rows,
    }),
  );

  it('R15 tells what would be added, what is there already, and the edition', () => {
    const next = line.replaceAll('2019-', '2020-');
    const plan = planImport(fileOf([line, next]), list, none);
    expect(plan).toMatchObject({ edition: 2, unchanged: 1, errors: [] });
    expect(plan.added).toMatchObject([{ validFrom: '2020-01-01' }]);
  });

  it('R8 R10 R15 tells every line at fault and the line that it clashes with, and adds nothing', () => {
    const plan = planImport(
      fileOf([
        '# remark',
        'CP-30,B,USD,9.00,2019-01-01,2019-12-31',
        'CP-30,B,USD,9.00,2019-06-01,2019-06-30',
        line.replace('2400', '1'),
      ]),
      list,
      none,
    );
    expect(plan.errors.map((error) => error.line)).toEqual([4, 5]);
    expect(plan.errors[0]?.detail).toContain('See line 3.');
    expect(planImport(fileOf(['CP-30,A']), list, none)).toMatchObject({ added: [], errors: [{ line: 2 }] });
    expect(
      planImport(fileOf([line.replaceAll('2019-', '2020-')]), list, new Set(['CP-30'])).errors,
    ).toHaveLength(1);
  });
});

describe('a file of 100,000 prices', () => {
  it('R15 is judged, staged in events below 256 KiB, and published at once', () => {
    const lines = Array.from(
      { length: maxPrices },
      (_, index) => `P-${index},A,EUR,2400.00,2019-01-01,2019-12-31`,
    );
    const read = fileOf(lines);
    const plan = planImport(read, priceListFold.initial, none);
    expect(plan).toMatchObject({ errors: [], unchanged: 0 });
    const commands = importCommands('VL', read.file, plan);
    expect(commands).toHaveLength(101);
    const events: PriceListEvent[] = [];
    let state = priceListFold.initial;
    for (const command of commands) {
      const outcome =
        command instanceof StagePrices
          ? stagePrices(command, state, { ...someGivens, facts: undefined })
          : publishStagedPrices(command as PublishStagedPrices, state, {
              ...someGivens,
              facts: { unknownProducts: none },
            });
      const decided = outcome as readonly DomainEvent[] as readonly PriceListEvent[];
      events.push(...decided);
      state = decided.reduce(priceListFold.evolve, state);
    }
    expect(violationsOf(StagePrices, commands[0] as StagePrices)).toEqual([]);
    expect(Math.max(...events.map(({ data }) => JSON.stringify(data).length))).toBeLessThan(256 * 1024);
    expect(new Set(events.map(({ type }) => type))).toEqual(
      new Set([PricesStaged.type, StagedPricesPublished.type]),
    );
    expect(priceOf(fold(priceListFold, events), 'P-99999', 'A', 'EUR', '2019-06-01')).toMatchObject({
      priceList: 'VL@1',
    });
  });
});
