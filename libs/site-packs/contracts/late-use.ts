import { Command } from '#messages/command.js';
import { OneOf, Ref, Text } from '#messages/fields.js';
import { type DeliveryProvider, deliveryProviders } from './vocabulary.js';

@Command({
  summary: 'Count an exam or no-shows that were reported after the late window',
  description: 'Sent when a case has decided so, by two persons (E21, I38).',
  roles: [],
  example: {
    entitlementId: 'ent_00000000000000000000000001',
    provider: 'CERTIPORT',
    key: 'NO_SHOW:S-2020-0042:1',
    caseId: 'cas_00000000000000000000000001',
  },
})
export class AcceptLateUnits {
  @Ref('ent', 'Entitlement of the site pack') entitlementId!: string;
  @OneOf(deliveryProviders, 'Delivery provider of the pack') provider!: DeliveryProvider;
  @Text('What the case is about: the draw, or the no-shows of a session', { max: 100 }) key!: string;
  @Ref('cas', 'Case that decided it') caseId!: string;
}

const prefix = 'NO_SHOW:';

/** The question about so many no-shows of a session in all. */
export const noShowKey = (sessionId: string, noShows: number): string => `${prefix}${sessionId}:${noShows}`;

/** What such a question is about; undefined when it is about a draw. */
export function noShowsOf(key: string): { readonly sessionId: string; readonly noShows: number } | undefined {
  const end = key.lastIndexOf(':');
  const noShows = Number(key.slice(end + 1));
  if (!key.startsWith(prefix) || end < prefix.length || !Number.isInteger(noShows)) return undefined;
  return { sessionId: key.slice(prefix.length, end), noShows };
}
