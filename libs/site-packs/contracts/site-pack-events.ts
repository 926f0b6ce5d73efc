import { eventRegistry, mergeRegistries } from '#messages/event-registry.js';
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
} from './pack-events.js';
import { PortalBalanceRecorded } from './portal-balance.js';
import { DrawAllocated, SitePackListed } from './pool-events.js';
import { ExamDrawn, SeatForfeited, SeatsReleased, SeatsReserved, SitePackOverdrawn } from './unit-events.js';

export const sitePackEvents = eventRegistry(
  SitePackOpened,
  SitePackActivated,
  SitePackSuspended,
  SitePackTermShortened,
  SitePackResumed,
  SeatsReserved,
  SeatsReleased,
  SeatForfeited,
  ExamDrawn,
  SitePackOverdrawn,
  SitePackExpired,
  SitePackAdjustmentProposed,
  SitePackAdjusted,
  SitePackCorrected,
  SitePackDeactivationRequested,
  TestCentreMissing,
  SitePackUseQuestioned,
  PortalBalanceRecorded,
);
export const poolEvents = eventRegistry(SitePackListed, DrawAllocated);
export const sitePacksEvents = mergeRegistries(sitePackEvents, poolEvents);
