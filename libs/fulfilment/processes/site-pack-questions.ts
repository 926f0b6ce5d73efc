import { messageOf } from '#messages/command.js';
import { type Process, processNamed, send } from '#processing/process.js';
import { SitePackUseQuestioned } from '#site-packs/contracts/pack-events.js';
import { SitePackOverdrawn } from '#site-packs/contracts/unit-events.js';
import { OpenCase } from '../contracts/cases.js';

const concerning = (institutionId: string | undefined) =>
  institutionId === undefined ? {} : { institutionId };

/** What a provider reports of a site pack and the ledger cannot agree with becomes a case (E34, E44, E49, E51). */
export const sitePackQuestions: Process = processNamed('site-pack-questions')
  .when(SitePackUseQuestioned, ({ id, data, metadata }) => [
    send(
      messageOf(OpenCase, {
        kind: data.kind,
        key: `${data.entitlementId}:${data.key}`,
        evidence: [`event:${id}`],
        ...concerning(metadata.institutionId),
      }),
    ),
  ])
  // One case for the pack; every further draw is evidence.
  .when(SitePackOverdrawn, ({ id, data, metadata }) => [
    send(
      messageOf(OpenCase, {
        kind: 'SITE_PACK_OVERDRAWN',
        key: data.entitlementId,
        evidence: [`event:${id}`],
        ...concerning(metadata.institutionId),
      }),
    ),
  ]);
