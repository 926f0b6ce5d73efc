import { describe, expect, it } from '@jest/globals';
import { explainLine, explainProration } from './explain-proration.js';
import { money } from './money.js';
import { prorate } from './proration.js';
import { prorateLines } from './prorated-lines.js';

const shown = (steps: ReturnType<typeof explainProration>) =>
  steps.map(({ step, value }) => `${step}: ${value}`);

describe('the explanation', () => {
  it('R11 R52 E61 of a line goes from the term to the net', () => {
    const proration = prorate({ termStart: '2019-11-02', termEnd: '2020-07-31' });
    const line = { unitPrice: money('1199.99', 'EUR'), packs: 2, ratio: proration.ratio };
    const { nets } = prorateLines([line, line, line], money('4800.00', 'EUR'));
    const [first, , last] = nets.map((net) => shown(explainLine({ ...line, proration, net })));
    const common = [
      'policy: FULL_CALENDAR_MONTHS@1',
      'term start: 2019-11-02',
      'term end: 2020-07-31',
      'full calendar months: 8',
      'months charged: 8 (as counted)',
      'ratio: 8/12',
      'unit price for 12 months: 1199.99 EUR',
      'packs: 2',
      'rounded half-even: 1599.99 EUR',
    ];
    expect(first).toEqual([...common, 'remainder of the invoice: 0.00 EUR', 'net: 1599.99 EUR']);
    expect(last).toEqual([...common, 'remainder of the invoice: 0.03 EUR', 'net: 1600.02 EUR']);
  });

  it.each([
    ['E3', '2020-07-02', '2020-07-31', '1 (none counted, the minimum of 1 is charged)'],
    ['I11', '2019-08-01', '2020-08-31', '12 (more than 12 counted, the maximum of 12 is charged)'],
    [
      'E7',
      '2019-12-31',
      '2020-12-30',
      '12 (invoiced on the day of the anchor for its whole term, 12 are charged)',
    ],
  ])('%s from %s to %s gives the reason', (_, termStart, termEnd, charged) => {
    const proration = prorate({ termStart, termEnd, anchorStart: termStart });
    expect(shown(explainProration(proration))).toContain(`months charged: ${charged}`);
  });

  it('names days as days', () => {
    const steps = shown(
      explainProration(prorate({ termStart: '2019-11-02', termEnd: '2020-07-31' }, 'DAYS@1')),
    );
    expect(steps).toContain('days: 273');
    expect(steps).toContain('ratio: 273/366');
  });
});
