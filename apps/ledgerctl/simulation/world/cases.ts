import {
  ApproveDecision,
  AssignCase,
  DeclineDecision,
  ProposeDecision,
} from '#fulfilment/contracts/case-work.js';
import { type CaseKind, type CaseOpened, ResolveCase } from '#fulfilment/contracts/cases.js';
import { type TwoPersonDecision } from '#fulfilment/contracts/decision-kinds.js';
import { actors } from './callers.js';
import { type World } from './world.js';

/** What a case of this kind is decided to, where two persons must (I38). */
const decisions: Readonly<Partial<Record<CaseKind, TwoPersonDecision>>> = {
  LATE_BEYOND_WINDOW: 'ACCEPT_LATE_USE',
  DOUBLE_USE: 'COUNT_OTHER_USE',
  INELIGIBLE_USE: 'REVERSE_CONSUMPTION',
  INVOICE_REVISION_MISMATCH: 'GRANT_AS_INVOICED',
};

/** A reconciler takes the case and decides it in some days; some cases stay open. */
export function settleCase(world: World, { caseId, kind }: Readonly<CaseOpened>): void {
  const dice = world.dice.of(`${caseId} ${world.number()}`);
  if (dice.chance(0.12)) return;
  const owner = dice.pick(actors.reconcilers);
  const second = actors.reconcilers.find(({ id }) => id !== owner.id) ?? owner;
  world.in(dice.whole(2, 200), async () => {
    await world.send(owner, AssignCase, { caseId, owner: owner.id });
    world.in(dice.whole(2, 400), async () => {
      const decision = decisions[kind];
      if (decision === undefined || dice.chance(0.4)) {
        await world.send(owner, ResolveCase, { caseId, decision: 'NO_ACTION' });
        return;
      }
      await world.send(owner, ProposeDecision, { caseId, decision });
      if (!dice.chance(0.15)) await world.send(second, ApproveDecision, { caseId, proposal: 1 });
      else await world.send(second, DeclineDecision, { caseId, proposal: 1 });
    });
  });
}
