import { existsSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { cwd } from 'node:process';
import { format } from 'node:util';
import { expect } from 'expect';
import { SnapshotState, toMatchSnapshot } from 'jest-snapshot';

/* As much of `@jest/globals` as the pure specs use: what is missing fails the first run, which has no mutant. */

expect.extend({ toMatchSnapshot });
export { expect };

let tests = [];
let titles = [];
let specFile = '';

/** What the import of a spec file declares. */
export async function declaredBy(file, importing) {
  [tests, titles, specFile] = [[], [], file];
  await importing();
  return tests;
}

export function describe(title, declare) {
  titles.push(title);
  declare();
  titles.pop();
}

export function it(title, body) {
  const name = [...titles, title].join(' ');
  const nth = tests.filter((test) => test.name === name).length + 1;
  const id = `${relative(cwd(), specFile)}: ${name}${nth > 1 ? ` (${nth})` : ''}`;
  tests.push({ id, name, file: specFile, body });
}

const each = (declare) => (rows) => (title, body) =>
  rows.forEach((row) => {
    const values = Array.isArray(row) ? row : [row];
    declare(format(title, ...values), () => body(...values));
  });
it.each = each(it);
describe.each = each(describe);

/** Runs a test. @throws whatever it fails by */
export async function run({ name, file, body }) {
  const snapshots = join(dirname(file), '__snapshots__', `${basename(file)}.snap`);
  const snapshotState = existsSync(snapshots)
    ? new SnapshotState(snapshots, {
        rootDir: cwd(),
        updateSnapshot: 'none',
        snapshotFormat: { escapeString: false, printBasicPrototype: false },
      })
    : undefined;
  // A snapshot that does not match is not thrown but kept, so that a test goes on to its next one.
  expect.setState({ currentTestName: name, testPath: file, snapshotState, suppressedErrors: [] });
  await body();
  for (const kept of expect.getState().suppressedErrors) throw kept;
}
