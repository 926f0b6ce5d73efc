import { type Look } from '#deciding/binding.js';
import { type EventStore } from '#event-store/port.js';
import { messageOf } from '#messages/command.js';
import { WithdrawCode } from '../contracts/code-commands.js';
import { WithdrawCodes } from '../contracts/entitlement-commands.js';
import { maxBatch } from '../contracts/vocabulary.js';
import { type WithdrawalFacts } from '../domain/adjusting.js';
import { type Code } from '../domain/code.js';
import { heldFrom } from '../domain/ending.js';
import { attemptAt, type Granted } from '../domain/entitlement.js';
import { hasSlot } from '../domain/slots.js';
import { accessCodes, entitlements, voucherLists } from './aggregates.js';
import { codesInSlots } from './issued-codes.js';

/** Streams that are read, or written, at once. */
const atOnce = 256;

/**
 * The last codes that may be taken back, as many as one decision takes. A void code is taken, too: nobody loses it, and
 * nothing replaces it then.
 */
export async function withdrawable(
  store: EventStore,
  look: Look,
  { terms: { entitlementId }, lastSlot, withdrawn, replaced, toWithdraw }: Granted,
  fromHolders: boolean,
): Promise<WithdrawalFacts> {
  if (toWithdraw === 0) return { codes: [], all: true };
  const listed = fromHolders ? undefined : await look.at(voucherLists, entitlementId);
  const isWanted = (code: Code) =>
    code.consumption === undefined && heldFrom(code, fromHolders) === undefined;
  const slots = await codesInSlots(store, entitlementId, { from: 1, to: lastSlot });
  const gone = new Set(replaced);
  const candidates = [...slots]
    .filter(
      ([slot, codeId]) => !hasSlot(withdrawn, slot) && !gone.has(codeId) && listed?.has(codeId) !== true,
    )
    .reverse();
  const wanted = Math.min(toWithdraw, maxBatch);
  const codes: { slot: number; codeId: string }[] = [];
  for (let first = 0; first < candidates.length; first += atOnce) {
    const some = candidates.slice(first, first + atOnce);
    const states = await Promise.all(some.map(([, codeId]) => look.at(accessCodes, codeId)));
    for (const [index, [slot, codeId]] of some.entries()) {
      const code = states[index];
      if (code !== undefined && isWanted(code)) codes.push({ slot, codeId });
      if (codes.length === wanted) return { codes, all: false };
    }
  }
  return { codes, all: true };
}

export interface Withdrawing {
  readonly store: EventStore;
  readonly look: Look;
  /** The command bus; `part` tells the commands of one task apart. */
  readonly send: (command: WithdrawCodes | WithdrawCode, part: string) => Promise<unknown>;
}

/**
 * Takes back what a correction has left too much, and voids every code that has been taken back. It may be killed at any
 * point, run twice, and at once: the entitlement's stream decides which codes they are.
 */
export async function withdrawFrom(
  { store, look, send }: Withdrawing,
  entitlementId: string,
  caseId?: string,
): Promise<void> {
  for (;;) {
    const before = (await look.at(entitlements, entitlementId))?.toWithdraw ?? 0;
    if (before === 0) break;
    const command = messageOf(WithdrawCodes, { entitlementId, ...(caseId && { caseId }) });
    await send(command, `${entitlementId}:${before}`);
    const after = await look.at(entitlements, entitlementId);
    const left = after?.toWithdraw ?? 0;
    if (left === before || left === after?.short) break;
  }
  const state = await look.at(entitlements, entitlementId);
  if (state === undefined) return;
  const { withdrawn, fromHolders, lastSlot } = state;
  const issued = await codesInSlots(store, entitlementId, { from: 1, to: lastSlot });
  const codes = [...issued].filter(([slot]) => hasSlot(withdrawn, slot));
  for (let first = 0; first < codes.length; first += atOnce) {
    const some = codes.slice(first, first + atOnce);
    await Promise.all(
      some.map(([slot, codeId]) => {
        const attempt = attemptAt(state, slot);
        const fromHolder = hasSlot(fromHolders, slot);
        const command = messageOf(WithdrawCode, { codeId, attempt, ...(fromHolder && { fromHolder }) });
        return send(command, `${codeId}:${attempt}`);
      }),
    );
  }
}
