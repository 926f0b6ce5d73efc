import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { someGivens } from '#deciding/given-when-then.js';
import { type Decision, fold } from '#kernel/decider.js';
import { type DomainEvent, event } from '#kernel/event.js';
import { Refusal } from '#kernel/refusal.js';
import { propertyRuns } from '#test/support/property-runs.js';
import { CodeIssued } from '../contracts/code-events.js';
import { type WithdrawCode } from '../contracts/code-commands.js';
import { EntitlementGranted } from '../contracts/entitlement-events.js';
import { adjustEntitlement, returnCode, type WithdrawalFacts, withdrawCodes } from './adjusting.js';
import { assignCode } from './assigning.js';
import { bookExam } from './booking.js';
import { type AccessCode, type Code, type CodeEvent, codeFold } from './code.js';
import { discloseCode } from './disclosing.js';
import { heldFrom, voidCode, withdrawCode } from './ending.js';
import {
  attemptAt,
  type EntitlementEvent,
  entitlementFold,
  type Granted,
  heldSlots,
  paidFor,
  remainingOf,
} from './entitlement.js';
import { confirmIssuance, requestIssuance } from './issuing.js';
import { discloseCodes } from './listing.js';
import { redeemCode } from './redeeming.js';
import { releaseBooking } from './releasing.js';
import { replaceCode } from './replacing.js';
import {
  eligible,
  entitlementId,
  erika,
  grantedPack,
  id,
  planned,
  redemption,
  sitting,
  terms,
} from './samples.js';
import { firstSlots, hasSlot } from './slots.js';

/*
 * A correction takes codes back in two steps: the entitlement says which, then each code is voided. Between them, before
 * them and after them people assign, see, book and use codes, and every command may come late, twice, or out of order.
 */

const now = '2019-10-02T08:00:00.000Z';
const givens = <F>(facts: F) => ({ ...someGivens, now, facts });
const caseId = id('cas', 1);
const noLoss = () => false;
const contact = { institutionId: terms.institutionId, leftAt: undefined };

/** Two packs of three codes. */
const granted = event(EntitlementGranted, { ...grantedPack.data, packSize: 3, capacity: 6 });

class World {
  state = fold(entitlementFold, [granted]) as Granted;
  /** The code that each slot had last. */
  readonly slots = new Map<number, string>();
  readonly codes = new Map<string, Code>();
  readonly log: (EntitlementEvent | CodeEvent)[] = [];
  readonly listed = new Set<string>();
  /** Commands that were sent, and may arrive at any time and again. */
  readonly sent: WithdrawCode[] = [];
  private seen: WithdrawalFacts = { codes: [], all: true };
  private issuedCodes = 0;

  decide<C, F>(decide: Decision<C, Granted | undefined, EntitlementEvent, F>, command: C, facts: F): void {
    for (const each of eventsOf(decide(command, this.state, givens(facts))) as readonly EntitlementEvent[]) {
      this.state = entitlementFold.evolve(this.state, each) as Granted;
      this.log.push(each);
      if (each.type === 'VoucherListDisclosed') each.data.codeIds.forEach((code) => this.listed.add(code));
    }
  }

  does<C, F>(codeId: string, decide: Decision<C, AccessCode, CodeEvent, F>, command: C, facts: F): void {
    const code = this.codes.get(codeId);
    for (const each of eventsOf(decide(command, code, givens(facts))) as readonly CodeEvent[]) {
      this.judge(codeId, each);
      this.codes.set(codeId, codeFold.evolve(this.codes.get(codeId), each) as Code);
      this.log.push(each);
    }
  }

  /** No code that a person holds is voided by a correction without two persons. */
  private judge(codeId: string, { type, data }: CodeEvent): void {
    if (type !== 'CodeVoided' || data.cause !== 'INVOICE_CORRECTED') return;
    const { consumption, booking, assignee, disclosed } = this.codes.get(codeId) as Code;
    expect({ consumption, booking }).toStrictEqual({ consumption: undefined, booking: undefined });
    const taken = this.log.findLast(
      (each) => each.type === 'CodesWithdrawn' && each.data.codeIds.includes(codeId),
    );
    if (taken?.type !== 'CodesWithdrawn') throw new Error('voided, but never taken back');
    const isHeld = assignee !== undefined || disclosed || this.listed.has(codeId);
    if (isHeld) expect(taken.data.caseId).toBe(caseId);
  }

  issue(): void {
    const batchNo = this.state.lastBatch + 1;
    const codes = firstSlots(this.state.free, 50).map((slot) => planned(slot, (this.issuedCodes += 1)));
    if (codes.length === 0) return;
    this.decide(requestIssuance, { entitlementId, batchNo, codes }, undefined);
    for (const { codeId, slot } of codes) {
      this.codes.set(
        codeId,
        fold(codeFold, [event(CodeIssued, { ...terms, entitlementId, codeId, slot })]) as Code,
      );
      this.slots.set(slot, codeId);
    }
    this.decide(confirmIssuance, { entitlementId, batchNo, rejectedSlots: [] }, undefined);
  }

  /** What may be taken back, seen now; the decision may come when the codes are no longer like that. */
  look(fromHolders: boolean): void {
    const { withdrawn, replaced } = this.state;
    const codes = [...this.slots]
      .map(([slot, codeId]) => ({ slot, codeId }))
      .filter(({ slot, codeId }) => {
        const code = this.codes.get(codeId) as Code;
        const isFree = code.consumption === undefined && heldFrom(code, fromHolders) === undefined;
        const isListed = !fromHolders && this.listed.has(codeId);
        return isFree && !isListed && !hasSlot(withdrawn, slot) && !replaced.includes(codeId);
      })
      .sort((a, b) => b.slot - a.slot);
    this.seen = { codes, all: true };
  }

  /** Decided on the entitlement's own stream: what was seen of that stream is never stale. */
  takeBack(byCase: boolean): void {
    const codes = this.seen.codes.filter(
      ({ slot, codeId }) =>
        this.slots.get(slot) === codeId &&
        !this.state.replaced.includes(codeId) &&
        (byCase || !this.listed.has(codeId)),
    );
    this.decide(withdrawCodes, { entitlementId, ...(byCase && { caseId }) }, { codes, all: true });
    this.look(byCase);
  }

  send(): void {
    for (const [slot, codeId] of this.slots) {
      const fromHolder = hasSlot(this.state.fromHolders, slot);
      const attempt = attemptAt(this.state, slot);
      if (hasSlot(this.state.withdrawn, slot))
        this.sent.push({ codeId, attempt, ...(fromHolder && { fromHolder }) });
    }
  }

  /** What the process does about a failed attempt. */
  returnAfter(each: DomainEvent): void {
    const { codeId, cause, attempt } = each.data as { codeId: string; cause?: string; attempt?: number };
    const isFailed =
      each.type === 'CodeKept' || (each.type === 'CodeVoidFailed' && cause === 'INVOICE_CORRECTED');
    if (!isFailed || attempt === undefined) return;
    const slot = this.codes.get(codeId)?.issued.slot;
    this.decide(returnCode, { entitlementId, codeId, attempt }, { slot });
  }

  /** Everything that is under way arrives. */
  settle(): void {
    for (let events = -1; events !== this.log.length;) {
      events = this.log.length;
      this.send();
      for (const command of this.sent.splice(0)) this.does(command.codeId, withdrawCode, command, undefined);
      for (const each of [...this.log]) this.returnAfter(each);
    }
  }
}

const eventsOf = (outcome: readonly DomainEvent[] | Refusal): readonly DomainEvent[] =>
  outcome instanceof Refusal ? outcome.events : outcome;

type Step = (world: World) => void;
const one = fc.nat({ max: 11 });
const onCode = (step: (world: World, codeId: string, key: string) => void) =>
  fc.tuple(one, fc.constantFrom('K-1', 'K-2')).map(([n, key]): Step => (world) => {
    const codeIds = [...world.codes.keys()];
    const codeId = codeIds[n % codeIds.length];
    if (codeId !== undefined) step(world, codeId, `${key}-${codeId}`);
  });

const aStep: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom(0, 1, 1, 1, 2, 3).map((to): Step => (world) => {
    const from = paidFor(world.state) / 3;
    const credit = { creditNo: `CR-${world.state.adjustedBy.length + 1}`, from, to };
    world.decide(adjustEntitlement, { entitlementId }, { corrections: to === from ? [] : [credit] });
  }),
  fc.constant<Step>((world) => world.issue()),
  {
    weight: 2,
    arbitrary: fc.boolean().map(
      (byCase): Step =>
        (world) =>
          world.look(byCase),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.boolean().map(
      (byCase): Step =>
        (world) =>
          world.takeBack(byCase),
    ),
  },
  { weight: 2, arbitrary: fc.constant<Step>((world) => world.send()) },
  {
    weight: 4,
    arbitrary: one.map((n): Step => (world) => {
      const command = world.sent[n % Math.max(world.sent.length, 1)];
      if (command !== undefined) world.does(command.codeId, withdrawCode, command, undefined);
    }),
  },
  {
    weight: 3,
    arbitrary: fc.nat().map((n): Step => (world) => {
      const each = world.log[n % Math.max(world.log.length, 1)];
      if (each !== undefined) world.returnAfter(each);
    }),
  },
  onCode((world, codeId) =>
    world.does(
      codeId,
      assignCode,
      { codeId, personRef: erika },
      {
        person: {
          institutionId: terms.institutionId,
          role: 'EMPLOYEE',
          leftAt: undefined,
          lacksConsent: false,
        },
        lostAccreditation: noLoss,
      },
    ),
  ),
  onCode((world, codeId) =>
    world.does(
      codeId,
      discloseCode,
      { codeId, contactRef: id('per', 9), channel: 'PORTAL' },
      {
        lostAccreditation: noLoss,
        recipient: contact,
        assignee: undefined,
      },
    ),
  ),
  onCode((world, codeId) => {
    const { slot } = (world.codes.get(codeId) as Code).issued;
    if (world.slots.get(slot) !== codeId) return;
    const command = {
      ...{ entitlementId, contactRef: id('per', 9), channel: 'PORTAL' as const },
      ...{ fromSlot: slot, toSlot: slot },
    };
    const facts = { codes: [{ slot, codeId }], lostAccreditation: noLoss, recipient: contact };
    world.decide(discloseCodes, command, facts);
  }),
  onCode((world, codeId, bookingKey) =>
    world.does(codeId, bookExam, { ...sitting, codeId, bookingKey }, eligible),
  ),
  onCode((world, codeId, bookingKey) =>
    world.does(
      codeId,
      releaseBooking,
      { codeId, bookingKey, cause: 'PROVIDER_CANCELLED', occurredAt: now },
      {
        byProvider: true,
      },
    ),
  ),
  onCode((world, codeId, registrationKey) =>
    world.does(codeId, redeemCode, { ...redemption, codeId, registrationKey, occurredAt: now }, eligible),
  ),
  // A use from before: also of what is void by now.
  onCode((world, codeId, registrationKey) =>
    world.does(
      codeId,
      redeemCode,
      { ...redemption, codeId, registrationKey, occurredAt: '2019-09-01T08:00:00.000Z' },
      eligible,
    ),
  ),
  onCode((world, codeId) =>
    world.does(codeId, voidCode, { codeId, cause: 'COMPROMISED', providerConfirmed: true }, undefined),
  ),
  onCode((world, codeId) => {
    const { issued, voided } = world.codes.get(codeId) as Code;
    if (world.slots.get(issued.slot) !== codeId) return;
    world.decide(
      replaceCode,
      { entitlementId, codeId },
      { code: { entitlementId, slot: issued.slot, voided } },
    );
  }),
);

const aHistory = fc.array(aStep, { minLength: 10, maxLength: 60 });
function lived(steps: readonly Step[]): World {
  const world = new World();
  world.issue();
  for (const step of steps) step(world);
  return world;
}

describe('codes that a correction takes back while people use them', () => {
  it('goes everywhere', () => {
    const types = fc
      .sample(aHistory, { numRuns: 1000, seed: 7 })
      .flatMap((steps) => lived(steps).log.map(({ type }) => type));
    expect([...new Set(types)]).toEqual(
      expect.arrayContaining([
        ...['CodeKept', 'CodeVoidFailed', 'CodeVoided', 'CodeWithdrawalFailed', 'CorrectionFellShort'],
        ...['CodesWithdrawn', 'CodeReplacementRequested', 'VoucherListDisclosed', 'CodeRedeemed'],
      ]),
    );
  });

  it('I38 R61 E54 are void only when nobody holds or has used them, or two persons decided it', () => {
    // Judged at each void, in whatever order things happen.
    fc.assert(
      fc.property(aHistory, (steps) => {
        lived(steps).settle();
      }),
      propertyRuns(500),
    );
  });

  it('I23 I13 add up: what is left live is what is paid for and what could not be taken back', () => {
    fc.assert(
      fc.property(aHistory, (steps) => {
        const world = lived(steps);
        world.settle();
        const { state, slots, codes } = world;
        const isTakenBack = (code: Code) => code.voided?.cause === 'INVOICE_CORRECTED';
        for (const [slot, codeId] of slots)
          expect([slot, isTakenBack(codes.get(codeId) as Code)]).toEqual([
            slot,
            hasSlot(state.withdrawn, slot),
          ]);
        const replacing = [...slots.values()].filter((codeId) => state.replaced.includes(codeId));
        const live = [...slots].filter(
          ([slot, codeId]) => !hasSlot(state.withdrawn, slot) && !replacing.includes(codeId),
        );
        expect(live.length + remainingOf(state)).toBe(heldSlots(state));
      }),
      propertyRuns(500),
    );
  });
});
