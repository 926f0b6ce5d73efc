import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describeCommand } from '#messages/command.js';
import { describeGoldenEvents } from '#messages/golden.js';
import { violationsOf } from '#messages/validate.js';
import { sitePacksDecisions } from '../application/index.js';
import { DrawExam } from './draw-commands.js';
import { sitePacksEvents } from './site-pack-events.js';

describeGoldenEvents(sitePacksEvents, join(import.meta.dirname, 'golden'));

const commands = sitePacksDecisions.map(({ command }) => command);

describe('commands of site packs', () => {
  it.each(commands)('the example of %p is a valid body', (command) => {
    expect(violationsOf(command, describeCommand(command).example)).toEqual([]);
  });

  it('each command has one decision', () => {
    expect(new Set(commands).size).toBe(commands.length);
  });

  it('E23 a draw without a zone, or without an offset in its time, is no report', () => {
    const { example } = describeCommand(DrawExam);
    const { occurredZone: _, ...unzoned } = example;
    expect(violationsOf(DrawExam, unzoned).map(({ pointer }) => pointer)).toEqual(['/occurredZone']);
    const local = { ...example, occurredAt: '2020-03-02T09:05:00' };
    expect(violationsOf(DrawExam, local).map(({ pointer }) => pointer)).toEqual(['/occurredAt']);
  });
});
