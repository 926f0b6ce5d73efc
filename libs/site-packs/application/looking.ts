import { examFacts, isDeliveredBy, isSittable, payableFamilies } from '#catalogue/contracts/exam-facts.js';
import { type Look } from '#deciding/binding.js';
import { caseFacts } from '#fulfilment/contracts/case-facts.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { lostAccreditationAt } from '#institutions/contracts/accreditation-grace.js';
import { type InstitutionFacts, institutionFacts } from '#institutions/contracts/institution-facts.js';
import { lacksConsent, personFacts } from '#institutions/contracts/person-facts.js';
import { catcAt, requirementsMetAt } from '#institutions/contracts/test-centre.js';
import { localDateAt } from '#kernel/calendar.js';
import { type Refusal } from '#kernel/refusal.js';
import { type Draw } from '../contracts/draw-commands.js';
import { type SitePackUseQuestioned } from '../contracts/pack-events.js';
import { type ExamFamily, examFamilies } from '../contracts/vocabulary.js';
import { type Candidate } from '../domain/candidates.js';
import { type LateFacts } from '../domain/late-use.js';
import { type DrawFacts } from '../domain/drawing.js';
import { type OpeningFacts } from '../domain/opening.js';
import { NotASitePack, SitePackUnknown } from '../domain/refusals.js';
import { type SitePack } from '../domain/site-pack.js';
import { type InstitutionStanding } from '../domain/use-rules.js';

export const standingOf = (institution: InstitutionFacts): InstitutionStanding => ({
  catcActive: (at) => catcAt(institution, at).status === 'ACTIVE',
  requirementsMet: (at) => requirementsMetAt(institution, at),
  lostAccreditation: (at) => lostAccreditationAt(institution, at),
});

/** The institution of a pack, as of now: a status that was lost a moment ago must not pay for an exam (E50). */
export const institutionOf = (look: Look, pack: SitePack): Promise<InstitutionFacts> =>
  look.at(institutionFacts, pack?.kind === 'OPEN' ? pack.opened.institutionId : '');

export const standingFor = async (
  look: Look,
  pack: SitePack,
): Promise<{ readonly standing: InstitutionStanding }> => ({
  standing: standingOf(await institutionOf(look, pack)),
});

/** The grant in the words of a site pack; nothing is opened without one (I7). */
export async function grantFor(entitlementId: string, look: Look): Promise<OpeningFacts | Refusal> {
  const { granted } = await look.at(entitlementFacts, entitlementId);
  if (granted === undefined) return SitePackUnknown();
  const { institutionId, orderId, productKey, provider, capacity, families, fulfilment } = granted;
  if (fulfilment !== 'BALANCE' || provider === undefined) return NotASitePack();
  const { termStart, termEnd, zone, activeFrom, expiresAt } = granted;
  const term = { termStart, termEnd, zone, activeFrom, expiresAt };
  return {
    granted: { entitlementId, institutionId, orderId, productKey, provider, capacity, families, ...term },
    standing: standingOf(await look.at(institutionFacts, institutionId)),
  };
}

/** What an exam counts toward on the day on which it is sat, where it is sat. */
export async function familiesOf(draw: Draw, look: Look): Promise<readonly ExamFamily[]> {
  const exam = await look.reference(examFacts, draw.examCode);
  return payableFamilies(exam, examFamilies, localDateAt(draw.occurredAt, draw.occurredZone));
}

export async function drawFacts(draw: Draw, look: Look, pack: SitePack): Promise<DrawFacts> {
  const exam = await look.reference(examFacts, draw.examCode);
  const day = localDateAt(draw.occurredAt, draw.occurredZone);
  const families = pack?.kind === 'OPEN' ? pack.opened.families : [];
  const [family] = payableFamilies(exam, families, day);
  const { standing } = await standingFor(look, pack);
  return {
    known: exam.listings.length > 0,
    family,
    offered: isSittable(exam, day) && isDeliveredBy(exam, draw.provider, day),
    candidate: await candidateFor(draw.personRef, look),
    standing,
  };
}

/** What the exam of a use in question counted toward, and who sat it. */
export async function lateFacts(
  asked: Readonly<SitePackUseQuestioned> | undefined,
  look: Look,
  pack: SitePack,
): Promise<LateFacts> {
  const { examCode = '', occurredAt, occurredZone, personRef } = asked ?? {};
  if (pack?.kind !== 'OPEN' || occurredAt === undefined)
    return { known: false, family: undefined, offered: false, candidate: undefined };
  const { provider, zone } = pack.opened;
  const draw = { drawKey: '', provider, examCode, occurredAt, occurredZone: occurredZone ?? zone };
  return drawFacts({ ...draw, ...(personRef === undefined ? {} : { personRef }) }, look, pack);
}

async function candidateFor(personRef: string | undefined, look: Look): Promise<Candidate | undefined> {
  if (personRef === undefined) return undefined;
  const person = await look.at(personFacts, personRef);
  if (person.registered === undefined) return undefined;
  const { institutionId, role } = person.registered;
  return { institutionId, role, leftAt: person.leftAt, lacksConsent: lacksConsent(person) };
}

/** The key of a case begins with what it is about. */
export async function hasOpenCase(
  { entitlementId, caseId }: { readonly entitlementId: string; readonly caseId: string },
  look: Look,
): Promise<boolean> {
  const { status, key } = await look.at(caseFacts, caseId);
  return status === 'OPEN' && key?.split(':')[0] === entitlementId;
}
