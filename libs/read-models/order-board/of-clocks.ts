import {
  SlaBreached,
  SlaClockSettled,
  SlaClockStarted,
  SlaMet,
  SlaSuperseded,
} from '#fulfilment/contracts/sla.js';
import { on, tenantOf } from '#projecting/projector.js';
import { clocks } from './tables.js';

const idIn = (subject: string, prefix: string): string | null =>
  subject.split(':').find((part) => part.startsWith(`${prefix}_`)) ?? null;

/** The promises that run on an order or on what it granted. */
export const clockHandlers = [
  on(SlaClockStarted, (event, write) => {
    const { subject, kind, startedAt, dueAt, targetAt = null, provisional = false } = event.data;
    const about = { orderId: idIn(subject, 'ord'), entitlementId: idIn(subject, 'ent') };
    const open = { metAt: null, breachedAt: null, superseded: false };
    write.put(clocks, {
      institutionId: tenantOf(event),
      subject,
      kind,
      ...about,
      startedAt,
      targetAt,
      dueAt,
      provisional,
      ...open,
    });
  }),
  // Until then the dates were the earliest that they could be (E16).
  on(SlaClockSettled, ({ data: { subject, kind, targetAt, dueAt } }, write) =>
    write.update(clocks, { subject, kind }, (row) => ({ ...row, targetAt, dueAt, provisional: false })),
  ),
  on(SlaMet, ({ data: { subject, kind, at } }, write) =>
    write.update(clocks, { subject, kind }, (row) => ({ ...row, metAt: at })),
  ),
  on(SlaBreached, ({ data: { subject, kind, at } }, write) =>
    write.update(clocks, { subject, kind }, (row) => ({ ...row, breachedAt: at })),
  ),
  on(SlaSuperseded, ({ data: { subject, kind } }, write) =>
    write.update(clocks, { subject, kind }, (row) => ({ ...row, superseded: true })),
  ),
];
