import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { Teller } from './teller.js';

let lines: string[];
beforeEach(() => {
  lines = [];
  jest.spyOn(console, 'log').mockImplementation((line: unknown) => void lines.push(String(line)));
});
afterEach(() => {
  jest.restoreAllMocks();
});

const rows = [
  { state: 'REDEEMED', codes: 1 },
  { state: 'OPEN', codes: 60 },
];

it('prints a table with its column heads for a person', () => {
  new Teller(false).table('The account', rows);
  expect(lines.map((line) => line.trim())).toStrictEqual([
    '1  The account',
    'state     codes',
    'REDEEMED  1',
    'OPEN      60',
  ]);
});

it('hands a machine the values as they are', () => {
  new Teller(true).table('The account', rows);
  expect(lines).toStrictEqual([JSON.stringify({ step: 1, what: 'The account', rows })]);
});
