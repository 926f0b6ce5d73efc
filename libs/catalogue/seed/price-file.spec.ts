import { describe, expect, it } from '@jest/globals';
import { readPriceFile } from './price-file.js';

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
      [5, 'unitPrice'],
    ]);
  });

  it('R15 a remark is a whole line: what follows a # in a value is not cut off', () => {
    const { errors } = read('CP-30,A,EUR,2400.00,2019-01-01,2019-12-31#');
    expect(errors.map(({ line }) => line)).toEqual([2, 2]);
  });

  it('R15 a line with too few columns is an error, and no row is taken', () => {
    expect(read('CP-30,A,EUR')).toMatchObject({ rows: [], errors: [{ line: 2 }] });
  });
});
