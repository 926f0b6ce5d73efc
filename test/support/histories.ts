import { expect } from '@jest/globals';
import { someGivens } from '#deciding/given-when-then.js';
import { type Decision, type Fold, type Given, fold } from '#kernel/decider.js';
import { type DomainEvent } from '#kernel/event.js';
import { Refusal } from '#kernel/refusal.js';

/** One command of a random history, with all that it is decided by but the state and its id. */
export type Step<S, E> = (state: S, commandId: string) => readonly E[] | Refusal;

export const step =
  <C, S, E extends DomainEvent, F>(
    decide: Decision<C, S, E, F>,
    command: C,
    givens: Partial<Given<F>> & { readonly facts: F },
  ): Step<S, E> =>
  (state, commandId) =>
    decide(command, state, { ...someGivens, ...givens, commandId });

/** What has been recorded, and the state that was kept along the way. */
export interface Life<S, E> {
  readonly log: readonly E[];
  readonly state: S;
}

const commandIdOf = (n: number): string => `00000000-0000-5000-8000-${String(n).padStart(12, '0')}`;

/** Each step in turn: decided, recorded, folded on; a refusal records nothing. */
export function lived<S, E extends DomainEvent>(
  of: Fold<S, E>,
  steps: readonly Step<S, E>[],
  past: readonly NoInfer<E>[] = [],
): Life<S, E> {
  const log = [...past];
  let state = fold(of, past);
  for (const [n, decide] of steps.entries()) {
    const recorded = recordedBy(decide, state, n);
    log.push(...recorded);
    state = fold(of, recorded, state);
  }
  return { log, state };
}

function recordedBy<S, E extends DomainEvent>(decide: Step<S, E>, state: S, n: number): readonly E[] {
  const outcome = decide(state, commandIdOf(n));
  return outcome instanceof Refusal ? [] : outcome;
}

/** The same content, sent with other ids, records nothing more (E19). */
export function expectNoMore<S, E extends DomainEvent>(
  { state }: Life<S, E>,
  repeated: readonly Step<S, E>[],
): void {
  for (const [n, decide] of repeated.entries())
    expect(recordedBy(decide, state, 9_000 + n)).toStrictEqual([]);
}

/** The same commands with the same ids decide the same events on the same past: so the log knows a repeated one (E19). */
export function expectSameAgain<S, E extends DomainEvent>(
  of: Fold<S, E>,
  steps: readonly Step<S, E>[],
  past: readonly NoInfer<E>[] = [],
): void {
  expect(lived(of, steps, past)).toStrictEqual(lived(of, steps, past));
}

/** What is read back from the log tells the state that was live (E63). */
export function expectReplayed<S, E extends DomainEvent>(of: Fold<S, E>, { log, state }: Life<S, E>): void {
  const recorded = JSON.parse(JSON.stringify(log)) as readonly E[];
  expect(fold(of, recorded)).toStrictEqual(state);
}
