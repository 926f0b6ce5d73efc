import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { someGivens } from '#deciding/given-when-then.js';
import { type Look } from '#deciding/binding.js';
import { institutionFold } from '#institutions/contracts/institution-facts.js';
import { catcAt } from '#institutions/contracts/test-centre.js';
import { type CentreStatus, centreStatuses } from '#institutions/contracts/vocabulary.js';
import { recordCatcStatus } from '#institutions/domain/test-centre.js';
import { InstitutionRegistered } from '#institutions/contracts/institution-events.js';
import { hoursAfter } from '#kernel/calendar.js';
import { fold } from '#kernel/decider.js';
import { type DomainEvent, event } from '#kernel/event.js';
import { Refusal } from '#kernel/refusal.js';
import { after } from '#processing/testing/happened.js';
import { SitePackListed } from '#site-packs/contracts/pool-events.js';
import { isSuspended } from '#site-packs/contracts/standing.js';
import {
  activated,
  activatedAt,
  entitlementId,
  expiresAt,
  institutionId,
  openedFor,
} from '#site-packs/domain/samples.js';
import { type Pack, sitePackFold } from '#site-packs/domain/site-pack.js';
import { resumeSitePack, suspendSitePack } from '#site-packs/domain/suspending.js';
import { propertyRuns } from '#test/support/property-runs.js';
import { statusWatch } from './status-watch.js';

/* Statuses of a test centre are told in any order; the process that follows them may be behind, and packs come in between. */

interface Change {
  readonly status: CentreStatus;
  readonly effectiveAt: string;
}
interface Told {
  readonly change: Change;
  /** How many of the events that wait the process has followed by then. */
  readonly follows: number;
}

const school = {
  institutionId,
  segment: 'COMMERCIAL' as const,
  country: 'US',
  region: 'NA',
  zone: 'America/Chicago',
};

class World {
  private institution = fold(institutionFold, [event(InstitutionRegistered, school)]);
  pack = fold(sitePackFold, [openedFor(125), activated]) as Pack;
  private listed = false;
  private readonly waiting: DomainEvent[] = [];

  tell({ status, effectiveAt }: Change): void {
    const command = { institutionId, catcId: 'CATC-1', status, effectiveAt };
    const told = recordCatcStatus(command, this.institution, { ...someGivens, facts: undefined });
    if (told instanceof Refusal) throw new Error(told.type.code);
    this.institution = fold(institutionFold, told, this.institution);
    this.waiting.push(...told);
  }

  list(): void {
    this.listed = true;
    this.waiting.push(event(SitePackListed, { institutionId, entitlementId, expiresAt }));
  }

  async follow(events: number): Promise<void> {
    for (const each of this.waiting.splice(0, events))
      for (const effect of await after(statusWatch, each, this.look)) this.obey(effect as never);
  }

  statusAt = (at: string): CentreStatus => catcAt(this.institution, at).status;

  private readonly look = {
    at: ({ category }: { readonly category: string }) =>
      Promise.resolve(
        category === 'institution' ? this.institution : { packs: this.listed ? [{ entitlementId }] : [] },
      ),
  } as unknown as Look;

  private obey({
    send,
    ...command
  }: {
    readonly send: string;
    readonly cause: 'CATC_LOST';
    readonly effectiveAt: string;
  }) {
    const standing = {
      catcActive: (at: string) => this.statusAt(at) === 'ACTIVE',
      requirementsMet: () => true,
      lostAccreditation: () => false,
    };
    const decide = send === 'SuspendSitePack' ? suspendSitePack : resumeSitePack;
    const decided = decide({ entitlementId, ...command }, this.pack, { ...someGivens, facts: { standing } });
    if (!(decided instanceof Refusal)) this.pack = fold(sitePackFold, decided, this.pack) as Pack;
  }
}

const anInstant = fc.nat({ max: 12 }).map((n) => hoursAfter(activatedAt, n * 24 * 20));
const tellings: fc.Arbitrary<Told[]> = fc.uniqueArray(
  fc.record({
    change: fc.record({ status: fc.constantFrom(...centreStatuses), effectiveAt: anInstant }),
    follows: fc.nat({ max: 3 }),
  }),
  { selector: ({ change }) => change.effectiveAt, maxLength: 8 },
);

describe('the packs of an institution whose test centre changes its status', () => {
  it('E50 E51 are suspended at just the instants at which it was not active, in whatever order it is told', async () => {
    await fc.assert(
      fc.asyncProperty(tellings, fc.nat({ max: 8 }), anInstant, async (told, listedAfter, at) => {
        const world = new World();
        for (const [n, { change, follows }] of told.entries()) {
          if (n === listedAfter) world.list();
          world.tell(change);
          await world.follow(follows);
        }
        if (listedAfter >= told.length) world.list();
        await world.follow(Infinity);
        const first = told.map(({ change }) => change.effectiveAt).toSorted()[0] ?? '9999';
        const isLost = at >= first && world.statusAt(at) !== 'ACTIVE';
        expect(isSuspended(world.pack.changes, 'CATC_LOST', at)).toBe(isLost);
      }),
      propertyRuns(),
    );
  });
});
