import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import '#composition/all-decisions.js';
import { declaredCommands } from '#messages/command.js';
import { describeGoldenEvents } from '#messages/golden.js';
import { legacyEvents } from './legacy-events.js';

describeGoldenEvents(legacyEvents, join(import.meta.dirname, 'golden'));

describe('e-learning of existing contracts', () => {
  it('R41 has no command that extends, renews or tops it up, and no event that could', () => {
    const commands = declaredCommands().map(({ name }) => name);
    expect(commands.filter((name) => /legacy|learning/i.test(name)).sort()).toEqual([
      'ActivateLegacyEntitlement',
      'ExpireLegacyEntitlement',
      'ImportLegacyEntitlement',
      'ShortenLegacyEntitlement',
    ]);
    expect(legacyEvents.classes.map(({ type }) => type)).toEqual([
      'LegacyEntitlementImported',
      'LegacyEntitlementShortened',
      'LegacyEntitlementActivated',
      'LegacyEntitlementExpired',
    ]);
  });
});
