import { describe, expect, it } from '@jest/globals';
import { type Caller } from '#deciding/context.js';
import { Problem } from '../problems/problem.js';
import { type ExportLimits, ExportSlots } from './slots.js';

const limits: ExportLimits = { reading: 2, inAll: 5, ofCaller: 2, ofInstitution: 3, waitMs: 60_000 };
const callerOf = (id: string, institutions: Caller['institutions'] = '*'): Caller => ({
  ...{ id, kind: 'user', roles: [], institutions },
});
const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return error instanceof Problem ? `${error.type.status} ${error.type.code}` : String(error);
  }
};
const later = (): { readonly done: Promise<void>; readonly end: () => void } => {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  return { done: promise, end: () => resolve(undefined) };
};

describe('exports at once', () => {
  it('are so many of a caller, who is told to read them first; others are not concerned', () => {
    const slots = new ExportSlots(limits);
    const mine = [1, 2].map(() => slots.take(callerOf('ann')));
    expect(codeOf(() => slots.take(callerOf('ann')))).toBe('429 too-many-exports');
    expect(codeOf(() => slots.take(callerOf('bob')))).toBeUndefined();
    mine[0]?.free();
    mine[0]?.free();
    expect(codeOf(() => slots.take(callerOf('ann')))).toBeUndefined();
    expect(codeOf(() => slots.take(callerOf('ann')))).toBe('429 too-many-exports');
  });

  it('are so many of an institution, whoever asks for it', () => {
    const slots = new ExportSlots(limits);
    for (const id of ['ann', 'bob', 'eve']) slots.take(callerOf(id, ['ins_1', 'ins_2']));
    expect(codeOf(() => slots.take(callerOf('joe', ['ins_2', 'ins_3'])))).toBe('429 too-many-exports');
    expect(codeOf(() => slots.take(callerOf('joe', ['ins_3'])))).toBeUndefined();
  });

  it('are so many in all, and then nobody’s fault', () => {
    const slots = new ExportSlots(limits);
    for (const id of ['a', 'b', 'c', 'd', 'e']) slots.take(callerOf(id));
    expect(codeOf(() => slots.take(callerOf('f')))).toBe('503 exports-busy');
  });

  it('are read one of a caller at a time, so that a second one takes no turn from others', async () => {
    const slots = new ExportSlots(limits);
    const begun: string[] = [];
    const reading = (id: string, until: Promise<void>) =>
      slots.take(callerOf(id)).read(async () => {
        begun.push(id);
        await until;
      });
    const [first, second, other] = [later(), later(), later()];
    const all = [reading('ann', first.done), reading('ann', second.done), reading('bob', other.done)];
    await new Promise(setImmediate);
    expect(begun).toStrictEqual(['ann', 'bob']);
    const third = reading('eve', Promise.resolve());
    other.end();
    await third;
    expect(begun).toStrictEqual(['ann', 'bob', 'eve']);
    first.end();
    second.end();
    await Promise.all(all);
    expect(begun).toStrictEqual(['ann', 'bob', 'eve', 'ann']);
  });

  it('give their turn back when they fail', async () => {
    const slots = new ExportSlots({ ...limits, reading: 1 });
    await expect(
      slots.take(callerOf('ann')).read(() => Promise.reject(new Error('no database'))),
    ).rejects.toThrow('no database');
    expect(await slots.take(callerOf('bob')).read(() => Promise.resolve(7))).toBe(7);
  });

  it('wait no longer than they are told', async () => {
    const slots = new ExportSlots({ ...limits, reading: 1, waitMs: 10 });
    const { done, end } = later();
    const first = slots.take(callerOf('ann')).read(() => done);
    await expect(slots.take(callerOf('bob')).read(() => done)).rejects.toMatchObject({
      type: { code: 'exports-busy' },
    });
    end();
    await first;
    expect(await slots.take(callerOf('eve')).read(() => Promise.resolve(7))).toBe(7);
  });
});
