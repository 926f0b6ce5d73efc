import {
  SlaBreached,
  SlaClockSettled,
  SlaClockStarted,
  SlaJudgementDeferred,
  SlaMet,
  SlaSuperseded,
} from '#fulfilment/contracts/sla.js';
import { on, type ProjectedEvent, type Projector, tenantOf } from '#projecting/projector.js';
import { type RowOf } from '#projecting/table.js';
import { type Writer } from '#projecting/writer.js';
import { clocks } from './tables.js';

type ClockEvent = ProjectedEvent<{ readonly subject: string; readonly kind: string }>;

const change = ({ data }: ClockEvent, write: Writer, next: Partial<RowOf<typeof clocks>>): void =>
  write.update(clocks, { subject: data.subject, kind: data.kind }, (row) => ({ ...row, ...next }));

const handlers = [
  on(SlaClockStarted, (event, write) => {
    const { subject, kind, startedAt, targetAt = null, dueAt, provisional = false } = event.data;
    const { calendarId = null, calendarVersion = null } = event.data;
    write.put(clocks, {
      institutionId: tenantOf(event),
      ...{ subject, kind, calendarId, calendarVersion, startedAt, targetAt, dueAt, provisional },
      ...{ outcome: 'OPEN', doneAt: null, breachedAt: null },
    });
  }),
  on(SlaClockSettled, (event, write) => {
    const { targetAt, dueAt, calendarId, calendarVersion } = event.data;
    change(event, write, { targetAt, dueAt, calendarId, calendarVersion, provisional: false });
  }),
  on(SlaJudgementDeferred, (event, write) => change(event, write, { doneAt: event.data.at })),
  on(SlaMet, (event, write) => change(event, write, { outcome: 'MET', doneAt: event.data.at })),
  on(SlaBreached, (event, write) => change(event, write, { outcome: 'BREACHED', breachedAt: event.data.at })),
  on(SlaSuperseded, (event, write) => change(event, write, { outcome: 'SUPERSEDED' })),
];

/** How promises were kept (R64, R65, R67). */
export class SlaReportProjector implements Projector {
  readonly name = 'sla-report';
  readonly version = 1;
  readonly tables = [clocks];
  readonly handlers = handlers;
  readonly rowsOfOneStream = true;
}
