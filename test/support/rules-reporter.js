import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';

const file = 'reports/tests.json';

/**
 * Keeps what each test last said (for `npm run rules`), names every skipped test with its reason,
 * and closes with one line that counts.
 */
export default class RulesReporter {
  constructor(config) {
    this.root = config.rootDir;
  }

  onRunComplete(_, results) {
    const known = this.#known();
    for (const suite of results.testResults) {
      known[relative(this.root, suite.testFilePath)] = suite.testResults.map(({ fullName, status }) => ({
        title: fullName,
        status,
      }));
    }
    mkdirSync('reports', { recursive: true });
    writeFileSync(file, `${JSON.stringify(known, null, 1)}\n`);
    this.#sayWhatWasSkipped(results);
    const brokenSuites = results.numRuntimeErrorTestSuites;
    const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = results;
    console.log(`${passed} passed, ${failed + brokenSuites} failed, ${skipped} skipped`);
  }

  #sayWhatWasSkipped({ testResults }) {
    const counts = new Map();
    for (const suite of testResults) {
      for (const test of suite.testResults.filter(({ status }) => status === 'pending')) {
        const reason = test.ancestorTitles.find((title) => title.includes('skipped:')) ?? test.title;
        counts.set(reason, (counts.get(reason) ?? 0) + 1);
      }
    }
    for (const [reason, count] of counts) console.log(`skipped ${count}: ${reason}`);
  }

  #known() {
    try {
      return JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      return {};
    }
  }
}
