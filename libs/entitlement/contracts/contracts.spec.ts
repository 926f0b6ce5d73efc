import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type CommandClass, describeCommand } from '#messages/command.js';
import { describeGoldenEvents } from '#messages/golden.js';
import { violationsOf } from '#messages/validate.js';
import * as codeCommands from './code-commands.js';
import { codeEvents } from './code-events.js';
import { bulkEvents } from './bulk.js';
import { compromiseEvents } from './compromise.js';
import * as entitlementCommands from './entitlement-commands.js';
import { entitlementEvents } from './entitlement-events.js';
import * as useCommands from './use-commands.js';

const golden = join(import.meta.dirname, 'golden');
describeGoldenEvents(entitlementEvents, golden);
describeGoldenEvents(codeEvents, golden);
describeGoldenEvents(compromiseEvents, golden);
describeGoldenEvents(bulkEvents, golden);

const { PlannedCode: _, ...commands } = { ...entitlementCommands, ...codeCommands, ...useCommands };

describe('commands', () => {
  it.each(Object.entries<CommandClass>(commands))('%s has an example that is valid', (_name, type) => {
    expect(violationsOf(type, describeCommand(type).example)).toEqual([]);
  });
});

describe('events', () => {
  it('R62 I29 know no refund', () => {
    const types = [...entitlementEvents.classes, ...codeEvents.classes].map(({ type }) => type);
    expect(types.filter((type) => /refund|credit/i.test(type))).toEqual([]);
  });
});
