import { type Refusal } from '#kernel/refusal.js';
import { type Instant } from '#kernel/time.js';
import { suspendedBy } from '../contracts/standing.js';
import {
  AccreditationGone,
  CentreNotAuthorized,
  RequirementsNotAttested,
  SitePackIsSuspended,
  SitePackNotActive,
} from './refusals.js';
import { type Pack } from './site-pack.js';

/** What the institution's own stream says of it, at whatever instant is asked (I24): never when it was reported. */
export interface InstitutionStanding {
  readonly catcActive: (at: Instant) => boolean;
  readonly requirementsMet: (at: Instant) => boolean;
  /** The grace after a lost accreditation was over (E52). */
  readonly lostAccreditation: (at: Instant) => boolean;
}

/** Policy 10: after it, a report of a draw from before the expiry is for a case to decide (E21), swept or not. */
export const lateWindow = { name: 'late-window-45-days@1', hours: 45 * 24 } as const;

/**
 * Why the pack could not be used at that instant, if so. Its own record and the institution's are both asked: the
 * process that records suspensions may be a moment behind (I24, E50, E52).
 */
export function notUsable(pack: Pack, at: Instant, standing: InstitutionStanding): Refusal | undefined {
  if (pack.activated === undefined || at < pack.activated.at) return SitePackNotActive();
  const cause = suspendedBy(pack.changes, at);
  if (cause !== undefined) return SitePackIsSuspended({ cause });
  if (!standing.catcActive(at)) return CentreNotAuthorized();
  if (!standing.requirementsMet(at)) return RequirementsNotAttested();
  return standing.lostAccreditation(at) ? AccreditationGone() : undefined;
}
