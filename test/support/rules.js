/** `npm run rules`: every rule, invariant and edge case with the tests that prove it, from the last test run. */
import { readFileSync, existsSync } from 'node:fs';
import { argv, exit } from 'node:process';

const groups = [
  ['R', 77, 'rules'],
  ['I', 38, 'invariants'],
  ['E', 65, 'edge cases'],
  ['N', 11, 'notifications'],
];
const source = 'reports/tests.json';
if (!existsSync(source)) {
  console.error('No test run yet: npm test');
  exit(1);
}

/** Titles start with their numbers; a suite's title may name them for all its tests. */
const numbersOf = (title) => new Set(title.match(/\b[RIEN]\d{1,2}\b/g) ?? []);
const proofs = new Map();
for (const [file, tests] of Object.entries(JSON.parse(readFileSync(source, 'utf8')))) {
  if (!existsSync(file)) continue;
  for (const test of tests) {
    for (const number of numbersOf(test.title))
      proofs.set(number, [...(proofs.get(number) ?? []), { file, ...test }]);
  }
}

const brief = argv.includes('--brief');
const marks = { passed: 'ok', failed: 'FAILED', pending: 'skipped', todo: 'todo' };
let failed = 0;
for (const [letter, last, name] of groups) {
  const numbers = Array.from({ length: last }, (_, index) => `${letter}${index + 1}`);
  const proven = numbers.filter((number) => proofs.get(number)?.some(({ status }) => status === 'passed'));
  for (const number of numbers) {
    const tests = proofs.get(number) ?? [];
    failed += tests.filter(({ status }) => status === 'failed').length;
    if (brief) continue;
    console.log(tests.length === 0 ? `${number}  (no test)` : number);
    for (const { file, title, status } of tests)
      console.log(`  ${marks[status] ?? status}  ${title}  ${file}`);
  }
  const open = numbers.filter((number) => !proven.includes(number));
  console.log(
    `${name}: ${proven.length} of ${last} proven${open.length === 0 ? '' : `; not yet: ${open.join(' ')}`}`,
  );
}
exit(failed === 0 ? 0 : 1);
