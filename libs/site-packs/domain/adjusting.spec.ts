import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { type Actor } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { SitePackAdjusted, SitePackAdjustmentProposed } from '../contracts/pack-events.js';
import { SeatForfeited } from '../contracts/unit-events.js';
import { approveAdjustment, proposeAdjustment } from './adjusting.js';
import {
  AdjustedByPersons,
  AdjustmentNotProposed,
  AdjustmentWithoutCase,
  NothingToAdjust,
  SecondPersonNeeded,
  SitePackUnknown,
} from './refusals.js';
import {
  activated,
  drawn,
  entitlementId,
  id,
  now,
  opened,
  openedFor,
  packAfter,
  reserved,
} from './samples.js';
import { balanceOf, type SitePackEvent, sitePackFold } from './site-pack.js';

const wanted = { entitlementId, units: 1, cause: 'EXAM_NOT_STARTED', caseId: id('cas', 1) } as const;
const proposed = (units = 1, proposal = 1) =>
  event(SitePackAdjustmentProposed, { ...wanted, units, proposal, by: 'first' });
const adjusted = (units = 1) => event(SitePackAdjusted, { ...wanted, units, approvedBy: 'second' });

const proposes = (past: readonly SitePackEvent[], units = 1, actor: Partial<Actor> = {}, hasCase = true) =>
  given(sitePackFold, ...past).when(
    proposeAdjustment,
    { ...wanted, units },
    { now, actor: { kind: 'user', id: 'first', ...actor }, facts: { hasCase } },
  );
const approves = (past: readonly SitePackEvent[], proposal = 1, actor: Partial<Actor> = {}) =>
  given(sitePackFold, ...past).when(
    approveAdjustment,
    { entitlementId, proposal },
    { now, actor: { kind: 'user', id: 'second', ...actor }, facts: undefined },
  );

describe('putting units right', () => {
  it('I38 I23 one person proposes and another one approves; until then the balance stays', () => {
    const past = [opened, activated, drawn()];
    proposes(past).then(proposed());
    approves([...past, proposed()]).then(adjusted());
    expect(balanceOf(packAfter(...past, proposed()), now)).toMatchObject({ adjusted: 0, available: 124 });
    const after = balanceOf(packAfter(...past, proposed(), adjusted()), now);
    expect(after).toMatchObject({ capacity: 125, adjusted: 1, drawn: 1, available: 125 });
  });

  it('I38 nobody approves their own proposal, by no way; nor does a process propose or approve', () => {
    const past = [opened, proposed()];
    approves(past, 1, { id: 'first' }).thenRefused(SecondPersonNeeded);
    approves(past, 1, { onBehalfOf: 'first' }).thenRefused(SecondPersonNeeded);
    approves(past, 1, { kind: 'process', id: 'correcting' }).thenRefused(AdjustedByPersons);
    proposes([opened], 1, { kind: 'process', id: 'correcting' }).thenRefused(AdjustedByPersons);
  });

  it('I38 needs an open case about the pack', () => {
    proposes([opened], 1, {}, false).thenRefused(AdjustmentWithoutCase);
  });

  it('I38 only the last proposal can be approved, and once', () => {
    proposes([opened, proposed()], 2).then(proposed(2, 2));
    approves([opened, proposed(), proposed(2, 2)]).thenRefused(AdjustmentNotProposed, { proposal: 1 });
    approves([opened, proposed(), proposed(2, 2)], 2).then(adjusted(2));
    approves([opened, proposed(), adjusted()]).thenRefused(AdjustmentNotProposed);
    proposes([opened, proposed(), adjusted()]).then(proposed(1, 2));
    approves([opened]).thenRefused(AdjustmentNotProposed);
  });

  it('I23 takes away no more than is free, when it is proposed and when it is approved', () => {
    const past = [openedFor(3), activated, drawn()];
    proposes(past, -2).then(proposed(-2));
    proposes(past, -3).thenRefused(NothingToAdjust, { units: -3 });
    proposes(past, 0).thenRefused(NothingToAdjust, { units: 0 });
    approves([...past, proposed(-2)]).then(adjusted(-2));
    approves([...past, proposed(-2), reserved({ count: 1 })]).thenRefused(NothingToAdjust, { units: -2 });
    const overdrawn = [openedFor(1), activated, drawn(), drawn({ drawKey: 'EX-2' })];
    proposes(overdrawn, 1).then(proposed());
    // What is missing need not be made good at once.
    proposes([...overdrawn, drawn({ drawKey: 'EX-3' })], 1).then(proposed());
    const missed = event(SeatForfeited, { entitlementId, sessionId: 'S-1', count: 1, late: false });
    const seated = [openedFor(3), activated, reserved({ count: 1 }), missed];
    proposes(seated, -2).then(proposed(-2));
    proposes(seated, -3).thenRefused(NothingToAdjust, { units: -3 });
  });

  it('I23 is about a pack that was opened', () => {
    proposes([]).thenRefused(SitePackUnknown);
    approves([]).thenRefused(SitePackUnknown);
  });
});
