import { on, type ProjectedEvent, type Projector, tenantOf } from '#projecting/projector.js';
import { type RowOf } from '#projecting/table.js';
import { type Writer } from '#projecting/writer.js';
import {
  SitePackActivated,
  SitePackAdjusted,
  SitePackAdjustmentProposed,
  SitePackCorrected,
  SitePackDeactivationRequested,
  SitePackExpired,
  SitePackOpened,
  SitePackResumed,
  SitePackSuspended,
  SitePackTermShortened,
  SitePackUseQuestioned,
  TestCentreMissing,
} from '#site-packs/contracts/pack-events.js';
import { PortalBalanceRecorded } from '#site-packs/contracts/portal-balance.js';
import {
  ExamDrawn,
  SeatForfeited,
  SeatsReleased,
  SeatsReserved,
  SitePackOverdrawn,
} from '#site-packs/contracts/unit-events.js';
import { deactivations, sitePacks } from './tables.js';

type PackRow = RowOf<typeof sitePacks>;
type PackEvent = ProjectedEvent<{ readonly entitlementId: string }>;

const change = (event: PackEvent, write: Writer, next: (row: PackRow) => Partial<PackRow>): void =>
  write.update(sitePacks, { entitlementId: event.data.entitlementId }, (row) => ({
    ...row,
    ...next(row),
    streamRevision: event.revision,
  }));

const opened = (event: ProjectedEvent<SitePackOpened>): PackRow => {
  const { entitlementId, orderId, productKey, provider, families, capacity } = event.data;
  const { termStart, termEnd, zone, expiresAt, openedAt } = event.data;
  return {
    institutionId: tenantOf(event),
    ...{ entitlementId, orderId, productKey, provider, families, capacity },
    ...{ adjusted: 0, short: 0, reserved: 0, drawn: 0, forfeited: 0, drawnByFamily: {}, drawnLate: 0 },
    ...{ termStart, termEnd, zone, expiresAt, openedAt },
    ...{ activatedAt: null, catcId: null, changes: [], sweptAt: null, lastReportAt: null },
    ...{ portalLeft: null, portalStatedAt: null },
    streamRevision: event.revision,
  };
};

const drawn = (event: ProjectedEvent<ExamDrawn>, row: PackRow): Partial<PackRow> => {
  const { family = 'OTHER', fromReservation, late, reportedAt } = event.data;
  return {
    drawn: row.drawn + 1,
    reserved: row.reserved - (fromReservation ? 1 : 0),
    drawnByFamily: { ...row.drawnByFamily, [family]: (row.drawnByFamily[family] ?? 0) + 1 },
    drawnLate: row.drawnLate + (late ? 1 : 0),
    lastReportAt: reportedAt,
  };
};

const standing =
  (suspended: boolean) =>
  (event: ProjectedEvent<SitePackSuspended | SitePackResumed>, write: Writer): void => {
    const { cause, effectiveAt } = event.data;
    change(event, write, ({ changes }) => ({ changes: [...changes, { cause, suspended, effectiveAt }] }));
  };

const handlers = [
  on(SitePackOpened, (event, write) => {
    write.put(sitePacks, opened(event));
    // Invoiced after all: nothing is to be taken back.
    write.change(deactivations, { entitlementId: event.data.entitlementId }, () => undefined);
  }),
  on(SitePackDeactivationRequested, (event, write) => {
    const { entitlementId, orderId, cancelledAt } = event.data;
    write.put(deactivations, { institutionId: tenantOf(event), entitlementId, orderId, cancelledAt });
  }),
  on(PortalBalanceRecorded, (event, write) => {
    const { left: portalLeft, statedAt: portalStatedAt } = event.data;
    change(event, write, () => ({ portalLeft, portalStatedAt }));
  }),
  on(SitePackActivated, (event, write) => {
    const { at: activatedAt, catcId } = event.data;
    change(event, write, () => ({ activatedAt, catcId }));
  }),
  on(SitePackSuspended, standing(true)),
  on(SitePackResumed, standing(false)),
  on(SeatsReserved, (event, write) =>
    change(event, write, ({ reserved }) => ({ reserved: reserved + event.data.count })),
  ),
  on(SeatsReleased, (event, write) =>
    change(event, write, ({ reserved }) => ({ reserved: reserved - event.data.count })),
  ),
  on(SeatForfeited, (event, write) => {
    const { count } = event.data;
    change(event, write, ({ reserved, forfeited }) => ({
      reserved: reserved - count,
      forfeited: forfeited + count,
      lastReportAt: event.metadata.recordedAt,
    }));
  }),
  on(ExamDrawn, (event, write) => change(event, write, (row) => drawn(event, row))),
  on(SitePackAdjusted, (event, write) =>
    change(event, write, ({ adjusted }) => ({ adjusted: adjusted + event.data.units })),
  ),
  on(SitePackCorrected, (event, write) => {
    const { units, short } = event.data;
    change(event, write, ({ adjusted }) => ({ adjusted: adjusted + units, short }));
  }),
  on(SitePackTermShortened, (event, write) => {
    const { termEnd, expiresAt } = event.data;
    change(event, write, () => ({ termEnd, expiresAt }));
  }),
  // Nothing changes but the revision that a caller may pin.
  on(SitePackOverdrawn, (event, write) => change(event, write, () => ({}))),
  on(SitePackUseQuestioned, (event, write) => change(event, write, () => ({}))),
  on(SitePackAdjustmentProposed, (event, write) => change(event, write, () => ({}))),
  on(TestCentreMissing, (event, write) => change(event, write, () => ({}))),
  on(SitePackExpired, (event, write) => change(event, write, () => ({ sweptAt: event.data.sweptAt }))),
];

/** The units of every site pack; whether they have expired is a matter of the clock, not of this table (I17). */
export class SitePackBalanceProjector implements Projector {
  readonly name = 'site-pack-balance';
  readonly version = 5;
  readonly tables = [sitePacks, deactivations];
  readonly handlers = handlers;
  readonly rowsOfOneStream = true;
}
