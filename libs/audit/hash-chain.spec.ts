import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type StoredEvent } from '#event-store/port.js';
import { type Link, nextLink, noLink } from './hash-chain.js';
import { verifyChain } from './verify-chain.js';

const event = (n: number, data: StoredEvent['data'] = { n }): StoredEvent => ({
  ...{ stream: 'thing-1', revision: n, position: String(n), id: `id-${n}`, type: 'Happened', data },
  metadata: { recordedAt: '2020-01-01T00:00:00.000Z' },
});
const log = (count: number): StoredEvent[] => Array.from({ length: count }, (_, n) => event(n));
const chainOf = (events: readonly StoredEvent[]): Link[] => {
  let last = noLink;
  return events.map((each) => (last = nextLink(last, each)));
};

describe('the hash chain of the log', () => {
  it('binds each entry to the one before, and is written down in one way only (RFC 8785)', () => {
    const chain = chainOf(log(2));
    expect(chain[0]?.previousHash).toBe('0'.repeat(64));
    expect(chain[1]).toMatchObject({ sequence: 2, previousHash: chain[0]?.hash });
    // What anybody with SHA-256 and RFC 8785 gets.
    expect(chain[0]?.hash).toBe('9be6248f327849512ca46e965947c42615fe55f535a256267c729340653cc53b');
    expect(nextLink(noLink, event(0, { b: 1, a: 2 })).hash).toBe(
      nextLink(noLink, event(0, { a: 2, b: 1 })).hash,
    );
  });

  it('does not depend on where a store keeps the events', () => {
    const moved = log(3).map((each) => ({ ...each, position: `00${each.position}` }));
    expect(chainOf(moved)).toEqual(chainOf(log(3)));
  });

  it('E62 I34 shows any change of any event from there on to the end', () => {
    const change = fc.constantFrom<Partial<StoredEvent>>(
      { data: { n: -1 } },
      { metadata: { recordedAt: '2020-01-01T00:00:00.001Z' } },
      { id: 'another' },
      { type: 'NeverHappened' },
      { stream: 'thing-2' },
      { revision: 99 },
    );
    fc.assert(
      fc.property(fc.nat(9), change, (at, changes) => {
        const altered = chainOf(log(10).map((each, n) => (n === at ? { ...each, ...changes } : each)));
        const chain = chainOf(log(10));
        return chain.every(({ hash }, n) => (hash === altered[n]?.hash) === n < at);
      }),
    );
  });
});

describe('verifying what somebody has kept', () => {
  it('agrees with the log that it was made from, also with a part of it', async () => {
    const chain = chainOf(log(5));
    expect(await verifyChain(log(5), chain)).toEqual({ entries: 5, head: chain[4]?.hash, compared: 5 });
    expect(await verifyChain(log(5), chain.slice(1, 3))).toMatchObject({ compared: 2 });
    expect(await verifyChain([], [])).toEqual({ entries: 0, head: noLink.hash, compared: 0 });
  });

  it('names the first entry that the log does not give', async () => {
    const chain = chainOf(log(5));
    const without = log(5).filter((_, n) => n !== 2);
    const found = await verifyChain(without, chain);
    expect(found.firstDifference).toMatchObject({ sequence: 3, hash: chain[2]?.hash });
    expect(found.firstDifference?.computed).not.toBe(chain[2]?.hash);
    const shorter = await verifyChain(log(4), chain);
    expect(shorter.firstDifference).toEqual({ sequence: 5, hash: chain[4]?.hash, computed: undefined });
  });

  it('names what is written beside a hash of the log and is not so', async () => {
    const shown = ({ type, data }: StoredEvent, link: Link) => ({ ...link, type, data });
    const kept = chainOf(log(4)).map((link, n) => shown(event(n), link));
    expect((await verifyChain(log(4), kept, shown)).firstDifference).toBeUndefined();
    const bent = kept.map((entry, n) => (n < 2 ? entry : { ...entry, type: 'Mended', data: { n: 9 } }));
    expect((await verifyChain(log(4), bent, shown)).firstDifference).toMatchObject({
      sequence: 3,
      fields: ['type', 'data'],
    });
    // Without a column that came later, and with one that nobody knows.
    const sparse = kept.map(({ sequence, hash }) => ({ sequence, hash }));
    expect((await verifyChain(log(4), sparse, shown)).firstDifference).toBeUndefined();
    const more = kept.map((entry) => ({ ...entry, remark: 'x' }));
    expect((await verifyChain(log(4), more, shown)).firstDifference).toMatchObject({ fields: ['remark'] });
  });
});
