import { hoursAfter } from '#kernel/calendar.js';
import { messageOf } from '#messages/command.js';
import { at, type Process, processNamed, send } from '#processing/process.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { RemindOfTestCentre } from '#site-packs/contracts/pack-commands.js';
import { SitePackOpened, TestCentreMissing } from '#site-packs/contracts/pack-events.js';
import { onboardingReminders } from '#site-packs/contracts/vocabulary.js';
import { addressedBy, ask, onlineContacts } from './notifying.js';

/**
 * A pack whose institution is no test centre loses days of its term: its administrator is reminded after 14, 30 and 60
 * days, with the days that are lost (N7, R75, R76). The pack decides whether there is still something to say.
 */
export const catcOnboarding: Process = processNamed('catc-onboarding')
  .when(SitePackOpened, ({ data: { entitlementId, openedAt, catcActive } }) =>
    catcActive
      ? []
      : onboardingReminders.map((afterDays) =>
          at(
            hoursAfter(openedAt, afterDays * 24),
            `${entitlementId}:${afterDays}`,
            send(messageOf(RemindOfTestCentre, { entitlementId, afterDays })),
          ),
        ),
  )
  .when(TestCentreMissing, async ({ data: { entitlementId, afterDays } }, look) => {
    const { granted } = await look.at(entitlementFacts, entitlementId);
    const addressed = granted && (await addressedBy(granted.orderId, look));
    if (addressed === undefined) return [];
    return ask('N7', `${entitlementId}:${afterDays}`, onlineContacts(addressed), addressed.institutionId);
  });
