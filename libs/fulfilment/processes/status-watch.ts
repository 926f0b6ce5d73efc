import { type Look } from '#deciding/binding.js';
import { graceEndsAt, lastAccreditedDay } from '#institutions/contracts/accreditation-grace.js';
import {
  AccreditationConfirmed,
  AccreditationWithdrawn,
} from '#institutions/contracts/institution-events.js';
import { institutionFacts } from '#institutions/contracts/institution-facts.js';
import { CatcStatusChanged } from '#institutions/contracts/test-centre-events.js';
import { catcAt, type CentreChange } from '#institutions/contracts/test-centre.js';
import { startOfDay } from '#kernel/calendar.js';
import { messageOf } from '#messages/command.js';
import { at, type Effect, type Process, processNamed, send } from '#processing/process.js';
import { ResumeSitePack, SuspendSitePack } from '#site-packs/contracts/pack-commands.js';
import { SitePackListed } from '#site-packs/contracts/pool-events.js';
import { sitePackPools } from '#site-packs/contracts/pool-facts.js';
import { type SuspensionCause } from '#site-packs/contracts/vocabulary.js';

const suspend = (entitlementId: string, cause: SuspensionCause, effectiveAt: string) =>
  send(messageOf(SuspendSitePack, { entitlementId, cause, effectiveAt }));
const resume = (entitlementId: string, cause: SuspensionCause, effectiveAt: string) =>
  send(messageOf(ResumeSitePack, { entitlementId, cause, effectiveAt }));

const packsOf = async (institutionId: string, look: Look): Promise<readonly string[]> =>
  (await look.at(sitePackPools, institutionId)).packs.map(({ entitlementId }) => entitlementId);

/** Looks at the pack when the grace is over; if accreditation is back by then, the pack refuses to be suspended. */
async function whenGraceEnds(
  institutionId: string,
  packs: readonly string[],
  look: Look,
): Promise<readonly Effect[]> {
  const institution = await look.at(institutionFacts, institutionId);
  const lastDay = lastAccreditedDay(institution);
  if (institution.registered?.segment !== 'ACADEMIC' || lastDay === undefined) return [];
  const ends = graceEndsAt(lastDay, institution.registered.zone);
  return packs.map((pack) => at(ends, `accreditation:${pack}`, suspend(pack, 'ACCREDITATION_LOST', ends)));
}

/** A status of the test centre, for packs. */
const told = (
  packs: readonly string[],
  { status, effectiveAt }: Pick<CentreChange, 'status' | 'effectiveAt'>,
): readonly Effect[] =>
  packs.map((pack) =>
    status === 'ACTIVE' ? resume(pack, 'CATC_LOST', effectiveAt) : suspend(pack, 'CATC_LOST', effectiveAt),
  );

/** A new pack is told what has been told of the test centre so far, also of what is still ahead. */
async function alreadyTold(institutionId: string, pack: string, look: Look): Promise<readonly Effect[]> {
  const institution = await look.at(institutionFacts, institutionId);
  const instants = new Set(institution.testCentre.catc.map(({ effectiveAt }) => effectiveAt));
  return [...instants]
    .sort()
    .flatMap((effectiveAt) => told([pack], { ...catcAt(institution, effectiveAt), effectiveAt }));
}

/**
 * What an institution loses or regains suspends or resumes its site packs from the same instant, also a past one; the
 * packs keep their reservations and their expiry (E50, E51, E52).
 */
export const statusWatch: Process = processNamed('status-watch')
  .when(CatcStatusChanged, async ({ data: { institutionId, to, effectiveAt } }, look) =>
    told(await packsOf(institutionId, look), { status: to, effectiveAt }),
  )
  .when(AccreditationWithdrawn, async ({ data: { institutionId } }, look) =>
    whenGraceEnds(institutionId, await packsOf(institutionId, look), look),
  )
  .when(AccreditationConfirmed, async ({ data: { institutionId, validFrom } }, look) => {
    const packs = await packsOf(institutionId, look);
    const { registered } = await look.at(institutionFacts, institutionId);
    if (registered === undefined) return [];
    const from = startOfDay(validFrom, registered.zone);
    return [
      ...packs.map((pack) => resume(pack, 'ACCREDITATION_LOST', from)),
      ...(await whenGraceEnds(institutionId, packs, look)),
    ];
  })
  .when(SitePackListed, async ({ data: { institutionId, entitlementId } }, look) => [
    ...(await alreadyTold(institutionId, entitlementId, look)),
    ...(await whenGraceEnds(institutionId, [entitlementId], look)),
  ]);
