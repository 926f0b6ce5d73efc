import { type EventStore } from '#event-store/port.js';
import { messageOf } from '#messages/command.js';
import { ExpireCode, ShortenCodeTerm } from '../contracts/code-commands.js';
import { maxCapacity } from '../contracts/vocabulary.js';
import { type EntitlementGranted } from '../contracts/entitlement-events.js';
import { codesInSlots } from './issued-codes.js';

/** Appends of many streams share a sync: as many at once as one commit takes well. */
const atOnce = 256;

/**
 * Records the expiry of every unused code of an entitlement. It causes nothing (I17), so it may run late, twice, or
 * stop anywhere: a code that was used, or is recorded already, stays as it is.
 * @param send the command bus, under a command id of its own for each code
 */
export async function sweepEntitlement(
  store: EventStore,
  send: (command: ExpireCode) => Promise<unknown>,
  entitlementId: string,
): Promise<void> {
  await toEachCode(store, entitlementId, (codeId) => send(messageOf(ExpireCode, { codeId })));
}

/** Ends every code of an entitlement at its earlier end (I37); as safe to run late or twice as the sweep. */
export const shortenCodes = (
  store: EventStore,
  send: (command: ShortenCodeTerm) => Promise<unknown>,
  { entitlementId, expiresAt }: Pick<EntitlementGranted, 'entitlementId' | 'expiresAt'>,
): Promise<void> =>
  toEachCode(store, entitlementId, (codeId) => send(messageOf(ShortenCodeTerm, { codeId, expiresAt })));

async function toEachCode(
  store: EventStore,
  entitlementId: string,
  act: (codeId: string) => Promise<unknown>,
): Promise<void> {
  const codes = [...(await codesInSlots(store, entitlementId, { from: 1, to: maxCapacity })).values()];
  for (let first = 0; first < codes.length; first += atOnce) {
    await Promise.all(codes.slice(first, first + atOnce).map(act));
  }
}
