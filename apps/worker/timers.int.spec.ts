import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hoursAfter } from '#kernel/calendar.js';
import { timers } from '#processing/timers.js';
import { eventually } from '#projecting/testing/eventually.js';
import { invoiced, school } from './testing/school.js';
import { openWorkingLedger, word, type WorkingLedger } from './testing/working-ledger.js';

describe('the timers of a working ledger', () => {
  let ledger: WorkingLedger;

  beforeAll(async () => {
    ledger = await openWorkingLedger();
    await ledger.listExam('70-480');
    const customer = await school(ledger);
    await ledger.start();
    await invoiced(ledger, customer, 'CP-30', 'SP-125-MOS');
    await invoiced(ledger, customer, 'CP-30');
    await ledger.happened('IssuanceCompleted', 2);
    await ledger.happened('SitePackListed');
  }, 60_000);
  afterAll(() => ledger.close());

  const ahead = async () =>
    (await timers.due(ledger.ledger.database, '2999-01-01T00:00:00.000Z', 1000))
      .filter(({ dueAt }) => dueAt > ledger.ledger.clock.now())
      .map(({ process, key, dueAt }) => `${process} ${key} ${dueAt}`)
      .sort();

  const nothingDue = () =>
    eventually(async () => {
      const backlog = await timers.backlog(ledger.ledger.database, ledger.ledger.clock.now());
      return backlog.every(({ due }) => due === 0) ? true : undefined;
    });
  const digests = async () =>
    (await ledger.events('NotificationRequested')).filter((each) => word(each, 'template') === 'N6');

  it('R64 N6 N7 E21 the table is dropped, and the log gives the same due times', async () => {
    // Quiet for as long as any process needs for what it has just heard.
    const before = await eventually(async () => {
      const first = await ahead();
      await pause(500);
      return first.length > 0 && first.join() === (await ahead()).join() ? first : undefined;
    });
    const processes = new Set(before.map((line) => line.split(' ')[0]));
    for (const process of [
      'breaches',
      'catc-onboarding',
      'expiry-reminders',
      'late-window',
      'site-pack-life',
    ])
      expect(processes).toContain(process);
    await ledger.stop();
    await ledger.ledger.database.script('DELETE FROM process_timer; DELETE FROM process_checkpoint');
    await ledger.start();
    await eventually(async () => ((await ahead()).length >= before.length ? true : undefined));
    expect(await ahead()).toStrictEqual(before);
  }, 60_000);

  it('N6 R63 after a month and more of downtime an administrator gets one digest', async () => {
    await ledger.stop();
    await ledger.moveTo(hoursAfter(ledger.ledger.clock.now(), 340 * 24));
    await ledger.start();
    await nothingDue();
    expect(await digests()).toHaveLength(1);
  }, 60_000);

  it('N6 E19 the table is dropped and filled again days later, and nobody gets that digest again', async () => {
    await ledger.stop();
    await ledger.ledger.database.script('DELETE FROM process_timer; DELETE FROM process_checkpoint');
    await ledger.moveTo(hoursAfter(ledger.ledger.clock.now(), 5 * 24));
    await ledger.start();
    await eventually(async () => ((await ahead()).length > 0 ? true : undefined));
    await nothingDue();
    expect(await digests()).toHaveLength(1);
    // Seven days before the expiry is another matter.
    await ledger.moveTo(hoursAfter(ledger.ledger.clock.now(), 14 * 24));
    await eventually(async () => ((await digests()).length === 2 ? true : undefined));
  }, 60_000);
});
