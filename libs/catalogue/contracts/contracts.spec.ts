import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { describeCommand } from '#messages/command.js';
import { describeGoldenEvents } from '#messages/golden.js';
import { violationsOf } from '#messages/validate.js';
import { catalogueDecisions } from '../application/index.js';
import { catalogueEvents } from './catalogue-events.js';

describeGoldenEvents(catalogueEvents, join(import.meta.dirname, 'golden'));

describe('commands of the catalogue', () => {
  it.each(catalogueDecisions.map(({ command }) => command))(
    'the example of %p is a valid body',
    (command) => {
      expect(violationsOf(command, describeCommand(command).example)).toEqual([]);
    },
  );

  it('each command has one decision', () => {
    expect(catalogueDecisions.map(({ command }) => command.name)).toEqual([
      'ListProduct',
      'WithdrawProduct',
      'ListExam',
      'AnnounceExamRetirement',
      'RescheduleExamRetirement',
      'RetireExam',
      'PublishPriceList',
      'StagePrices',
      'PublishStagedPrices',
      'PublishCalendar',
    ]);
  });
});
