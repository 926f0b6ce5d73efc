import { CloseLateWindow } from '#entitlement/contracts/entitlement-commands.js';
import { EntitlementGranted, EntitlementTermShortened } from '#entitlement/contracts/entitlement-events.js';
import { lateWindowEnd } from '#entitlement/contracts/late-window.js';
import { messageOf } from '#messages/command.js';
import { at, type Effect, type Process, processNamed, send } from '#processing/process.js';
import { firstSweepAfter } from './expiring.js';

const closing = ({
  entitlementId,
  fulfilment,
  expiresAt,
}: Pick<EntitlementGranted, 'entitlementId' | 'fulfilment' | 'expiresAt'>): readonly Effect[] =>
  fulfilment === 'ACCESS'
    ? []
    : [
        at(
          firstSweepAfter(lateWindowEnd(expiresAt)),
          entitlementId,
          send(messageOf(CloseLateWindow, { entitlementId })),
        ),
      ];

/**
 * 45 days after the expiry the account of an entitlement is closed: until then a late report of a use from before counts
 * by itself, afterwards it is for a case (E21). One record for the entitlement, not one for each of its codes; it causes
 * nothing, for codes and packs judge by the clock.
 */
export const lateWindowClosing: Process = processNamed('late-window')
  .when(EntitlementGranted, ({ data }) => closing(data))
  // The same key: the earlier end replaces the later one (I37).
  .when(EntitlementTermShortened, ({ data }) => closing(data));
