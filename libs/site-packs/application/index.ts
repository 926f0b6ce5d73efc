import { notYourProvider } from '#catalogue/contracts/provider-callers.js';
import { type Binding, type Claim, decisionsOf, type Look } from '#deciding/binding.js';
import { catcAt } from '#institutions/contracts/test-centre.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { type Instant } from '#kernel/time.js';
import { AllocateDraw, DrawExam } from '../contracts/draw-commands.js';
import {
  ActivateSitePack,
  ApproveAdjustment,
  CorrectSitePack,
  DeactivateSitePack,
  ExpireSitePack,
  ListSitePack,
  OpenSitePack,
  ProposeAdjustment,
  RemindOfTestCentre,
  ResumeSitePack,
  ShortenSitePack,
  SuspendSitePack,
} from '../contracts/pack-commands.js';
import { AcceptLateUnits, noShowsOf } from '../contracts/late-use.js';
import { RecordPortalBalance } from '../contracts/portal-balance.js';
import { sitePackPools } from '../contracts/pool-facts.js';
import { ForfeitSeats, ReleaseSeats, ReserveSeats } from '../contracts/session-commands.js';
import { type DeliveryProvider } from '../contracts/vocabulary.js';
import { approveAdjustment, proposeAdjustment } from '../domain/adjusting.js';
import { allocateDraw, listSitePack } from '../domain/allocating.js';
import { drawExam } from '../domain/drawing.js';
import { correctSitePack } from '../domain/correcting.js';
import { expireSitePack, shortenSitePack } from '../domain/ending.js';
import { activateSitePack, deactivateSitePack, openSitePack, remindOfTestCentre } from '../domain/opening.js';
import { acceptLateUnits, askedLate } from '../domain/late-use.js';
import { recordPortalBalance } from '../domain/portal-balance.js';
import { DrawnElsewhere } from '../domain/refusals.js';
import { forfeitSeats, releaseSeats, reserveSeats } from '../domain/seats.js';
import { type SitePack } from '../domain/site-pack.js';
import { resumeSitePack, suspendSitePack } from '../domain/suspending.js';
import { allocationFacts } from './allocation.js';
import {
  drawFacts,
  grantFor,
  hasOpenCase,
  institutionOf,
  lateFacts,
  standingFor,
  standingOf,
} from './looking.js';
import { sitePacks } from './site-packs.js';

const entitlementId = (command: { readonly entitlementId: string }): string => command.entitlementId;
const institutionId = (command: { readonly institutionId: string }): string => command.institutionId;

const standing = (_: object, look: Look, __: object, pack: SitePack) => standingFor(look, pack);

/** An exam that starts takes a unit of one pack, and of no other ever after (I27). */
const examStart = (provider: DeliveryProvider, drawKey: string): Claim => ({
  kind: 'exam-start',
  value: `${provider}/${drawKey}`,
  taken: DrawnElsewhere({}, '/drawKey'),
});

const packs = decisionsOf(sitePacks)
  .on({
    command: OpenSitePack,
    id: entitlementId,
    facts: (command, look) => grantFor(command.entitlementId, look),
    decide: openSitePack,
  })
  .on({
    command: ActivateSitePack,
    id: entitlementId,
    facts: async (_, look, __, pack) => {
      const institution = await institutionOf(look, pack);
      return {
        standing: standingOf(institution),
        catcId: (at: Instant) => catcAt(institution, at).centreId,
      };
    },
    decide: activateSitePack,
  })
  .on({ command: SuspendSitePack, id: entitlementId, facts: standing, decide: suspendSitePack })
  .on({ command: ResumeSitePack, id: entitlementId, facts: standing, decide: resumeSitePack })
  .on({ command: ReserveSeats, id: entitlementId, facts: standing, decide: reserveSeats })
  .on({ command: ReleaseSeats, id: entitlementId, decide: releaseSeats })
  .on({ command: ForfeitSeats, id: entitlementId, decide: forfeitSeats })
  .on({
    command: DrawExam,
    id: entitlementId,
    facts: (command, look, { caller }, pack) =>
      notYourProvider(caller, command.provider) ?? drawFacts(command, look, pack),
    claims: ({ provider, drawKey }) => [examStart(provider, drawKey)],
    decide: drawExam,
  })
  .on({
    command: AcceptLateUnits,
    id: entitlementId,
    claims: ({ provider, key }) => (noShowsOf(key) === undefined ? [examStart(provider, key)] : []),
    facts: ({ key }, look, _, pack) => lateFacts(askedLate(pack, key), look, pack),
    decide: acceptLateUnits,
  })
  .on({ command: ShortenSitePack, id: entitlementId, decide: shortenSitePack })
  .on({ command: ExpireSitePack, id: entitlementId, decide: expireSitePack })
  .on({
    command: ProposeAdjustment,
    id: entitlementId,
    facts: async (command, look) => ({ hasCase: await hasOpenCase(command, look) }),
    decide: proposeAdjustment,
  })
  .on({ command: ApproveAdjustment, id: entitlementId, decide: approveAdjustment })
  .on({
    command: CorrectSitePack,
    id: entitlementId,
    facts: async (command, look) => ({
      adjustments: (await look.at(entitlementFacts, command.entitlementId)).adjustments,
    }),
    decide: correctSitePack,
  })
  .on({ command: RecordPortalBalance, id: entitlementId, decide: recordPortalBalance })
  .on({ command: DeactivateSitePack, id: entitlementId, decide: deactivateSitePack })
  .on({ command: RemindOfTestCentre, id: entitlementId, facts: standing, decide: remindOfTestCentre });

const pools = decisionsOf(sitePackPools)
  .on({ command: ListSitePack, id: institutionId, decide: listSitePack })
  .on({
    command: AllocateDraw,
    id: institutionId,
    facts: (command, look, { caller }, pool) =>
      notYourProvider(caller, command.provider) ?? allocationFacts(command, look, pool),
    decide: allocateDraw,
  });

/** Every decision of this context. */
export const sitePacksDecisions: readonly Binding[] = [...packs.bindings, ...pools.bindings];
