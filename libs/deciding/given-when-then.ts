import { expect } from '@jest/globals';
import { type Decision, type Fold, type Given, fold } from '#kernel/decider.js';
import { type DomainEvent } from '#kernel/event.js';
import { Refusal, type RefusalType } from '#kernel/refusal.js';

export const someGivens = {
  now: '2019-08-01T09:00:00.000Z',
  actor: { kind: 'user', id: 'tester' },
  commandId: '5f3c1a52-6f53-5d0e-8d4b-0a4e2f6c9b11',
  tzdb: '2025b',
} as const;

const pointersInto = (value: unknown, path = ''): readonly string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, each]) => [
        `${path}/${key}`,
        ...pointersInto(each, `${path}/${key}`),
      ])
    : [];

/** Given facts of the past, when a command is decided, then exactly these events, or this refusal. */
export const given = <S, E extends DomainEvent>(of: Fold<S, E>, ...past: readonly NoInfer<E>[]) => ({
  when<C extends object, F>(
    decide: Decision<C, S, E, F>,
    command: C,
    givens: Partial<Given<F>> & { readonly facts: F },
  ) {
    const outcome = decide(command, fold(of, past), { ...someGivens, ...givens });
    return {
      outcome,
      /** Strict: order, count and every field. */
      then(...events: readonly DomainEvent[]) {
        expect(outcome).toStrictEqual(events);
      },
      /** A pointer is one into the command that was sent. */
      thenRefused(type: RefusalType, details?: Refusal['details'], pointer?: string) {
        expect(outcome).toBeInstanceOf(Refusal);
        const refused = outcome as Refusal;
        expect(refused.type.code).toBe(type.code);
        if (details !== undefined) expect(refused.details).toStrictEqual(details);
        if (pointer !== undefined) expect(refused.pointer).toBe(pointer);
        else if (refused.pointer !== undefined) expect(pointersInto(command)).toContain(refused.pointer);
      },
    };
  },
});
