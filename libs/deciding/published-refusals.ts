import { expect, it } from '@jest/globals';
import { type RefusalType } from '#kernel/refusal.js';

const isRefusal = (value: unknown): value is RefusalType =>
  typeof value === 'function' && 'code' in value && 'sentence' in value;

/**
 * Compares the refusals that modules declare with what was published: integrators branch on codes and statuses, customers
 * read the sentences, auditors follow the rule numbers. What is changed on purpose is written anew by `npm test -- -u`.
 */
export function describePublishedRefusals(...modules: readonly object[]): void {
  it('refusals have the codes, kinds, rules and sentences that were published', () => {
    const refusals = modules
      .flatMap((module) => Object.values(module) as unknown[])
      .filter(isRefusal)
      .map(({ code, kind, rules, sentence }) => ({ code, kind, rules, sentence }));
    expect(refusals.length).toBeGreaterThan(0);
    expect(refusals.toSorted((a, b) => (a.code < b.code ? -1 : 1))).toMatchSnapshot();
  });
}
