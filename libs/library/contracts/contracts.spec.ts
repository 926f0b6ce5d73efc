import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { allEvents } from '#composition/all-events.js';
import '#composition/all-decisions.js';
import { declaredCommands, describeCommand } from '#messages/command.js';
import { describeGoldenEvents } from '#messages/golden.js';
import { libraryEvents } from './library-events.js';

describeGoldenEvents(libraryEvents, join(import.meta.dirname, 'golden'));

describe('what a reader may do', () => {
  const about = declaredCommands().filter((command) => /librar/i.test(describeCommand(command).summary));

  it('R77 no command of the product prints, copies, exports or shares what a library holds', () => {
    expect(declaredCommands().length).toBeGreaterThan(50);
    expect(about.map(({ name }) => name).sort()).toEqual([
      'AcceptUsageTerms',
      'ActivateCode',
      'EndLibraryAccess',
      'ReportPolicyViolation',
      'ShortenLibraryAccess',
      'UnlockLibrary',
    ]);
    const forbidden = /print|copy|copies|share|export|download/i;
    expect(declaredCommands().filter(({ name }) => forbidden.test(name))).toEqual([]);
    expect(allEvents.classes.filter(({ type }) => forbidden.test(type))).toEqual([]);
  });

  it('R16 asks for no place: a library is read over any connection', () => {
    const fields = about.flatMap((command) => Object.keys(describeCommand(command).example));
    expect(fields.filter((name) => /region|country|address|network|place/i.test(name))).toEqual([]);
  });
});
