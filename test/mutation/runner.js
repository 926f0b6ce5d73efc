import { readdirSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import { cwd } from 'node:process';
import 'reflect-metadata';
import { PluginKind, declareClassPlugin } from '@stryker-mutator/api/plugin';
import {
  DryRunStatus,
  TestStatus,
  determineHitLimitReached,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import { declaredBy, run } from './jest-globals.js';
import { importingFrom } from './sources.js';

/** What the code that Stryker mutated asks: which mutant is on, and whom to tell what a test reaches. */
const instrumented = (globalThis.__stryker__ ??= {});

/**
 * Runs pure specs for Stryker in a process that loads them once: a mutant is switched on, the tests that reach it run, and
 * it is switched off. Jest would load every module of every spec again for each mutant, which takes a hundred times as
 * long. For a mutant in what a module works out while it loads, the modules are loaded anew. Code is proven by the specs
 * in its own folder, by no others.
 */
class InProcessTestRunner {
  #sources = importingFrom(cwd());
  /** By folder. */
  #tests = new Map();

  capabilities() {
    return { reloadEnvironment: true };
  }

  async dryRun({ files }) {
    const tests = [];
    for (const folder of new Set(files.map((file) => dirname(resolve(file)))))
      for (const test of await this.#testsOf(folder)) tests.push(await resultOf(test));
    return { status: DryRunStatus.Complete, tests, mutantCoverage: instrumented.mutantCoverage };
  }

  async mutantRun({ activeMutant, mutantActivation, sandboxFileName, testFilter, ...options }) {
    const { reloadEnvironment, disableBail, hitLimit } = options;
    const folder = dirname(resolve(sandboxFileName));
    // The kernel keeps what it has worked out: that must not spare a mutant, nor what a mutant left there fail the next.
    if (reloadEnvironment || basename(folder) !== 'domain') this.#forget();
    if (mutantActivation === 'runtime') await this.#testsOf(folder);
    Object.assign(instrumented, { activeMutant: activeMutant.id, hitLimit, hitCount: hitLimit && 0 });
    try {
      const asked = testFilter && new Set(testFilter);
      const tests = (await this.#testsOf(folder)).filter(({ id }) => asked?.has(id) ?? true);
      const complete = { status: DryRunStatus.Complete, tests: await resultsOf(tests, !disableBail) };
      return toMutantRunResult(
        determineHitLimitReached(instrumented.hitCount, hitLimit) ?? complete,
        disableBail,
      );
    } catch (error) {
      return toMutantRunResult({ status: DryRunStatus.Error, errorMessage: String(error.stack) });
    } finally {
      Object.assign(instrumented, { activeMutant: undefined, hitLimit: undefined, hitCount: undefined });
    }
  }

  /** Of all spec files of the folder, loaded now unless they are. */
  async #testsOf(folder) {
    const known = this.#tests.get(folder);
    if (known !== undefined) return known;
    const tests = [];
    for (const name of readdirSync(folder).filter((name) => name.endsWith('.spec.ts'))) {
      const file = join(folder, name);
      tests.push(...(await declaredBy(file, () => this.#sources.import(file))));
    }
    this.#tests.set(folder, tests);
    return tests;
  }

  #forget() {
    this.#tests.clear();
    this.#sources.forget();
  }
}

/** How long each test took last, by its id, also before its module was loaded anew. */
const milliseconds = new Map();
const timeOf = ({ id }) => milliseconds.get(id) ?? 0;

/** The quick ones first: one failure is enough. */
async function resultsOf(tests, untilFailure) {
  const results = [];
  for (const test of tests.toSorted((a, b) => timeOf(a) - timeOf(b))) {
    const result = await resultOf(test);
    results.push(result);
    if (untilFailure && result.status === TestStatus.Failed) break;
  }
  return results;
}

async function resultOf(test) {
  const started = performance.now();
  instrumented.currentTestId = test.id;
  const result = { id: test.id, name: test.name, fileName: resolve(test.file), startPosition: undefined };
  try {
    await run(test);
    milliseconds.set(test.id, performance.now() - started);
    return { ...result, status: TestStatus.Success, timeSpentMs: timeOf(test) };
  } catch (error) {
    const failureMessage = String(error?.message ?? error);
    return {
      ...result,
      status: TestStatus.Failed,
      failureMessage,
      timeSpentMs: performance.now() - started,
    };
  } finally {
    instrumented.currentTestId = undefined;
  }
}

export const strykerPlugins = [declareClassPlugin(PluginKind.TestRunner, 'in-process', InProcessTestRunner)];
