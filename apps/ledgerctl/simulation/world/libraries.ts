import {
  AcceptUsageTerms,
  ReportPolicyViolation,
  UnlockLibrary,
} from '#library/contracts/library-commands.js';
import { usageTermsInForce } from '#library/contracts/vocabulary.js';
import { candidateNamed } from './callers.js';
import { type Pool } from './live-things.js';
import { type World } from './world.js';

const libraries = ['EREF-DEVELOPER', 'EREF-IT-PROFESSIONAL', 'EREF-OFFICE'] as const;

interface Reader {
  readonly codeId: string;
  readonly personRef: string;
}

/** The reader accepts the terms and opens one library; some never do, and some print what they should not (R77). */
export function readLibrary(world: World, { institution }: Pool, { codeId, personRef }: Reader): void {
  const dice = world.dice.of(codeId);
  if (dice.chance(0.12)) return;
  const reader = candidateNamed(personRef, institution.institutionId);
  world.in(dice.whole(1, 900), async () => {
    await world.send(reader, AcceptUsageTerms, { personRef, termsVersion: usageTermsInForce });
    await world.send(reader, UnlockLibrary, { codeId, personRef, libraryId: dice.pick(libraries) });
    if (!dice.chance(0.004)) return;
    const kind = dice.pick(['PRINTED', 'COPIED', 'SHARED'] as const);
    const evidenceRef = `REPORT-${world.number()}`;
    await world.send(institution.admins[0], ReportPolicyViolation, { codeId, kind, evidenceRef });
  });
}
