import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { DrawAllocated, SitePackListed } from '../contracts/pool-events.js';
import { poolFold } from '../contracts/pool-facts.js';
import { type SitePackOpened } from '../contracts/pack-events.js';
import { allocateDraw, drawOrder, lastResort, listSitePack } from './allocating.js';
import { SitePackExhausted } from './refusals.js';
import {
  activated,
  ada,
  draws,
  examAt,
  expiresAt,
  id,
  institutionId,
  openedFor,
  packAfter,
  reserved,
  sitting,
  suspended,
} from './samples.js';
import { type SitePackEvent } from './site-pack.js';

const pack = (n: number, differences: Partial<SitePackOpened>, ...more: readonly SitePackEvent[]) =>
  packAfter(openedFor(10, { entitlementId: id('ent', n), ...differences }), activated, ...more);
const wanted = { families: ['MCE'], occurredAt: examAt, sessionId: undefined } as const;
const idsOf = (packs: readonly { readonly opened: SitePackOpened }[]) =>
  packs.map(({ opened }) => opened.entitlementId);

const all = { families: ['MOS', 'MTA', 'MCE'] } as const;
const mos = { families: ['MOS', 'MCE'] } as const;
const later = '2020-10-01T05:00:00.000Z';

describe('the order of draws over several packs', () => {
  it('E47 is the earliest expiry, then the narrowest families, then always the same', () => {
    const packs = [
      pack(1, { ...all, expiresAt: later }),
      pack(2, { ...all, expiresAt }),
      pack(4, { ...mos, expiresAt }),
      pack(3, { ...mos, expiresAt }),
    ];
    expect(idsOf(drawOrder(packs, wanted))).toEqual([3, 4, 2, 1].map((n) => id('ent', n)));
  });

  it('E47 does not depend on the order in which the packs are known', () => {
    const packs = [
      pack(1, { ...all, expiresAt: later }),
      pack(2, { ...all, expiresAt }),
      pack(3, { ...mos, expiresAt }),
    ];
    const order = idsOf(drawOrder(packs, wanted));
    fc.assert(
      fc.property(fc.shuffledSubarray(packs, { minLength: 3 }), (shuffled) => {
        expect(idsOf(drawOrder(shuffled, wanted))).toEqual(order);
      }),
    );
  });

  it('E47 E48 a pack that holds a seat for the session comes first, also when nothing else is left of it', () => {
    const packs = [
      pack(1, { ...mos, expiresAt }),
      pack(2, { ...all, expiresAt: later, capacity: 5 }, reserved({ count: 5 })),
    ];
    expect(idsOf(drawOrder(packs, { ...wanted, sessionId: 'S-1' }))).toEqual([id('ent', 2), id('ent', 1)]);
    expect(idsOf(drawOrder(packs, wanted))).toEqual([id('ent', 1)]);
  });

  it('I21 I24 leaves out what cannot pay: other families, exhausted, pending, suspended, out of term', () => {
    const packs = [
      pack(1, { families: ['MTA'] }),
      pack(2, { ...mos, capacity: 2 }, ...draws(2)),
      packAfter(openedFor(10, { entitlementId: id('ent', 3), ...mos })),
      pack(4, mos, suspended('2020-03-01T06:00:00.000Z')),
      pack(5, { ...mos, expiresAt: examAt }),
      pack(6, mos),
    ];
    expect(idsOf(drawOrder(packs, wanted))).toEqual([id('ent', 6)]);
  });

  it('E49 an exam that has been sat goes where it belongs best, also when nothing can pay for it', () => {
    const full = pack(2, { ...mos, capacity: 2 }, ...draws(2));
    const foreign = pack(1, { families: ['MTA'] });
    const past = pack(3, { ...mos, expiresAt: examAt });
    const resort = (...packs: (typeof full)[]) => lastResort(packs, wanted)?.opened.entitlementId;
    expect(resort(foreign, full, past)).toBe(id('ent', 2));
    expect(resort(foreign, past)).toBe(id('ent', 1));
    expect(resort(past)).toBe(id('ent', 3));
    // Of those whose term the exam was in, whatever else would come first.
    const next = pack(4, { ...mos, activeFrom: later, expiresAt: '2021-10-01T05:00:00.000Z' });
    const first = pack(5, { families: ['MTA'], activeFrom: examAt });
    expect(resort(foreign, next)).toBe(id('ent', 1));
    expect(resort(past, next)).toBe(id('ent', 4));
    expect(resort(past, first, next)).toBe(id('ent', 5));
    expect(resort()).toBeUndefined();
  });
});

describe('the packs of an institution', () => {
  const listing = { institutionId, entitlementId: id('ent', 1), expiresAt };
  const listed = event(SitePackListed, listing);
  const { entitlementId: _, ...draw } = sitting;
  const command = { ...draw, institutionId };
  const allocated = event(
    DrawAllocated,
    { institutionId, drawKey: 'EX-1', entitlementId: id('ent', 1) },
    { occurredAt: examAt, basis: { policies: ['draw-order-earliest-expiry-narrowest@1'] } },
  );

  it('E47 are listed once each', () => {
    given(poolFold).when(listSitePack, listing, { facts: undefined }).then(listed);
    given(poolFold, listed).when(listSitePack, listing, { facts: undefined }).then();
    const other = { ...listing, entitlementId: id('ent', 2) };
    given(poolFold, listed)
      .when(listSitePack, other, { facts: undefined })
      .then(event(SitePackListed, other));
  });

  it('E47 record which of them was drawn from, once for each exam', () => {
    expect(command.personRef).toBe(ada);
    const facts = { drawnFrom: id('ent', 1) };
    given(poolFold, listed).when(allocateDraw, command, { facts }).then(allocated);
    given(poolFold, listed, allocated).when(allocateDraw, command, { facts }).then();
  });

  it('answer as the pack did when it refused', () => {
    given(poolFold, listed)
      .when(allocateDraw, command, { facts: { drawnFrom: SitePackExhausted() } })
      .thenRefused(SitePackExhausted);
  });
});
