import { describe, expect, it } from '@jest/globals';
import { maxPrices, readPriceFile } from './price-file.js';

const header = 'product_key,level,currency,unit_price,valid_from,valid_to';
const read = (...lines: readonly string[]) =>
  readPriceFile('prices.csv', Buffer.from([header, ...lines, ''].join('\n')));

describe('reading a price file', () => {
  it('R15 gives the rows and the hash of the file they stand in', () => {
    const { file, rows, errors } = readPriceFile(
      'p.csv',
      Buffer.from(`\uFEFF# remark\n${header}\nCP-30, A,EUR,2400.00,2019-01-01,2019-12-31\n`),
    );
    expect(errors).toEqual([]);
    expect(file).toEqual({ name: 'p.csv', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown });
    expect(rows).toEqual([
      {
        productKey: 'CP-30',
        level: 'A',
        currency: 'EUR',
        unitPrice: '2400.00',
        validFrom: '2019-01-01',
        validTo: '2019-12-31',
      },
    ]);
  });

  it('R15 names the line and column of what is wrong, all of it', () => {
    const { errors } = read(
      'CP-30,A,EUR,2400.00,2019-01-01,2019-12-31',
      '# remark',
      'CP-30,E,EUR,2400.00,2019-01-01,2019-02-30',
      'MCP-1,A,EUR,"=1+1",2019-01-01,2019-12-31',
    );
    expect(errors.map(({ line, detail }) => [line, detail.split(' ')[0]])).toEqual([
      [4, 'level'],
      [4, 'validTo'],
      [5, 'unit_price'],
    ]);
  });

  it('R15 a remark is a whole line: what follows a # in a value is not cut off', () => {
    const { errors } = read('CP-30,A,EUR,2400.00,2019-01-01,2019-12-31#');
    expect(errors.map(({ line }) => line)).toEqual([2, 2]);
  });

  it('R15 a line with too few or too many cells is an error of that line', () => {
    const good = 'CP-30,A,EUR,2400.00,2019-01-01,2019-12-31';
    expect(read(good, 'CP-30,A,EUR', `${good},more`).errors).toEqual([
      { line: 3, detail: 'has 3 cells, the header 6' },
      { line: 4, detail: 'has 7 cells, the header 6' },
    ]);
  });

  it('R15 a cell that a spreadsheet would run is refused by its line', () => {
    const cells = ['=1+1', '+1', '-1', '@SUM(A1)'];
    const { errors } = read(...cells.map((cell) => `CP-30,A,EUR,"${cell}",2019-01-01,2019-12-31`));
    expect(errors).toEqual(
      cells.map((_, index) => ({ line: index + 2, detail: 'unit_price looks like a formula' })),
    );
  });

  it('R15 other encodings are refused and not guessed', () => {
    const text = `${header}\nCP-30,A,EUR,2400.00,2019-01-01,2019-12-31\n# f\u00fcr`;
    const details = [
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]),
      Buffer.from(text, 'utf16le'),
      Buffer.from(text, 'latin1'),
    ].map((bytes) => readPriceFile('p.csv', bytes).errors[0]?.detail);
    expect(details).toEqual([
      expect.stringContaining('UTF-16'),
      expect.stringContaining('NUL'),
      expect.stringContaining('not UTF-8'),
    ]);
    expect(readPriceFile('p.csv', Buffer.from(text)).errors).toEqual([]);
  });

  it('R15 columns may have other names and any order, but must be there once', () => {
    const mapping = { product_key: 'Part', unit_price: 'Net' };
    const bytes = Buffer.from(
      'Net,valid_to,valid_from,Part,remark,level,currency\n9.00,2019-12-31,2019-01-01,CP-30,x,A,EUR\n',
    );
    expect(readPriceFile('p.csv', bytes, mapping)).toMatchObject({
      errors: [],
      rows: [{ productKey: 'CP-30', unitPrice: '9.00', validFrom: '2019-01-01' }],
      lines: [2],
    });
    expect(readPriceFile('p.csv', bytes).errors).toEqual([
      { line: 1, detail: 'the header has no product_key, unit_price' },
    ]);
    const twice = Buffer.from(`${header},level\nCP-30,A,EUR,9.00,2019-01-01,2019-12-31,A\n`);
    expect(readPriceFile('p.csv', twice).errors).toEqual([{ line: 1, detail: 'the header has level twice' }]);
  });

  it('R15 a file without prices, and one with too many, are refused as a whole', () => {
    expect(readPriceFile('p.csv', Buffer.from('')).errors).toHaveLength(1);
    expect(read().errors).toEqual([{ line: 1, detail: 'The file has no prices.' }]);
    const many = Array.from({ length: maxPrices + 1 }, () => 'CP-30,A,EUR,9.00,2019-01-01,2019-12-31');
    expect(read(...many)).toMatchObject({ rows: [], errors: [{ line: maxPrices + 2 }] });
  });
});
