import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describeCommand } from '#messages/command.js';
import { describeGoldenEvents } from '#messages/golden.js';
import { violationsOf } from '#messages/validate.js';
import { type Sealer } from '#privacy/sealer.js';
import { institutionsDecisions } from '../application/index.js';
import { institutionsEvents } from './institutions-events.js';
import { RegisterPerson } from './person-commands.js';

describeGoldenEvents(institutionsEvents, join(import.meta.dirname, 'golden'));

const sealer: Sealer = { seal: () => Promise.resolve('box'), open: () => Promise.resolve(undefined) };
const commands = institutionsDecisions(sealer).map(({ command }) => command);

describe('commands of institutions', () => {
  it.each(commands)('the example of %p is a valid body', (command) => {
    expect(violationsOf(command, describeCommand(command).example)).toEqual([]);
  });

  it('each command has one decision', () => {
    expect(commands.map(({ name }) => name)).toEqual([
      'RegisterInstitution',
      'RecordAccreditation',
      'WithdrawAccreditation',
      'StartCatcApplication',
      'RecordCatcStatus',
      'AttestTechnicalRequirements',
      'RecordVueCenterStatus',
      'RegisterPerson',
      'ErasePerson',
      'GiveConsent',
      'RecordPersonLeft',
    ]);
  });

  it.each([
    'ada',
    'ada@',
    '@example.edu',
    'ada@example',
    'a da@example.edu',
    'ada@exam ple.edu',
    '<ada@example.edu>',
  ])('R3 %p is no e-mail address', (email) => {
    const { example } = describeCommand(RegisterPerson);
    const body = { ...example, personal: { ...(example['personal'] as object), email } };
    expect(violationsOf(RegisterPerson, body).map(({ pointer }) => pointer)).toContain('/personal/email');
  });
});
