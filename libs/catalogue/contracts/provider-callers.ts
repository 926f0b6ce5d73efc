import { type Refusal, refusal } from '#kernel/refusal.js';
import { type Role } from '#messages/roles.js';
import { type DeliveryProvider, deliveryProviders } from './vocabulary.js';

export const NotYourProvider = refusal({
  code: 'report-for-other-provider',
  kind: 'forbidden',
  rules: ['I26'],
  sentence: 'A provider reports what it delivers itself, and nothing of another provider.',
});

export const ProvidersWordNeeded = refusal({
  code: 'report-needs-provider',
  kind: 'forbidden',
  rules: ['E24', 'I26'],
  sentence: 'Only the provider reports what it has already done.',
});

interface WithRoles {
  readonly roles: readonly Role[];
}

const roleOf: Readonly<Record<DeliveryProvider, Role>> = {
  PEARSON_VUE: 'pearson-vue',
  CERTIPORT: 'certiport',
};
const providerRoles = Object.values(roleOf);

/** True for the provider itself, and for who applies what it has reported: the system and reconcilers. */
export const hasProvidersWord = ({ roles }: WithRoles): boolean =>
  roles.some((role) => role === 'system' || role === 'reconciler' || providerRoles.includes(role));

/**
 * The refusal for a provider that speaks of what another one delivers (I26). Who is no provider, and the system, may
 * name any; so may everybody of what is not known.
 */
export function notYourProvider(
  { roles }: WithRoles,
  provider: DeliveryProvider | undefined,
): Refusal | undefined {
  if (provider === undefined || roles.includes('system') || roles.includes(roleOf[provider]))
    return undefined;
  return roles.some((role) => providerRoles.includes(role)) ? NotYourProvider({ provider }) : undefined;
}

export const OtherProvidersWork = refusal({
  code: 'work-of-other-provider',
  kind: 'forbidden',
  rules: ['I26'],
  sentence: 'A provider sees its own codes, reports and licences only.',
});

/**
 * Whose rows are asked for: those of the provider asked for, or of the provider that asks; of all providers, undefined.
 * @param readers roles that may read those of every provider
 */
export function providerSeenBy(
  { roles }: WithRoles,
  asked: DeliveryProvider | undefined,
  readers: readonly Role[],
): DeliveryProvider | undefined | Refusal {
  if (roles.some((role) => readers.includes(role) && !providerRoles.includes(role))) return asked;
  const own = deliveryProviders.filter((provider) => roles.includes(roleOf[provider]));
  if (asked !== undefined) return own.includes(asked) ? asked : OtherProvidersWork({ provider: asked });
  return own.length === 1 ? own[0] : undefined;
}
