import { allEvents } from '#composition/all-events.js';
import { type Ledger } from '#composition/open-ledger.js';
import { type Answer } from '#deciding/decisions.js';
import { SettleSlaClock, SlaClockStarted } from '#fulfilment/contracts/sla.js';
import { messageOf } from '#messages/command.js';
import { metadataFromJson } from '#messages/metadata.js';
import { asProcess, type Cause } from '#processing/doer.js';

/**
 * Settles each clock that waits for the calendar. A calendar is published a few times a year, so the log itself is
 * looked through: no index of waiting clocks can be wrong.
 */
export const settleClocksOf =
  ({ store }: Pick<Ledger, 'store'>, execute: (command: object) => Promise<Answer>) =>
  async (calendarId: string, cause: Cause): Promise<void> => {
    for await (const stored of store.readAll({ filter: { typePrefixes: [SlaClockStarted.type] } })) {
      const { schemaVersion } = metadataFromJson(stored.metadata);
      const { data } = allEvents.read(stored.type, schemaVersion, stored.data);
      const clock = data as SlaClockStarted;
      if (clock.provisional !== true || clock.calendarId !== calendarId) continue;
      const { subject, kind } = clock;
      await execute(asProcess('settling', cause, messageOf(SettleSlaClock, { subject, kind }), subject));
    }
  };
