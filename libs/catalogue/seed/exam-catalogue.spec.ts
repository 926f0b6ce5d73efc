import { describe, expect, it } from '@jest/globals';
import { event } from '#kernel/event.js';
import { ListExam } from '../contracts/exam-commands.js';
import { ExamListed } from '../contracts/exam-events.js';
import { examFold, isDeliveredBy, payableFamilies } from '../contracts/exam-facts.js';
import { ListProduct } from '../contracts/product-commands.js';
import {
  type CatalogueLine,
  catalogueLines,
  familiesOf,
  providersOf,
  retirementOf,
} from './exam-catalogue.js';
import { examCommands } from './exams.js';
import { productCommands } from './products.js';

const lines = catalogueLines();
const line = (fields: Partial<CatalogueLine>): CatalogueLine => ({
  code: '70-000',
  title: 'Title',
  family: 'MCSA',
  credit_toward: '',
  eligible_pack_products: '',
  delivery_provider: 'Pearson VUE',
  retired_on: '',
  source: 'F',
  ...fields,
});
const listings = new Map(
  examCommands().flatMap(({ command }) =>
    command instanceof ListExam ? [[command.examCode, command] as const] : [],
  ),
);
const packs = productCommands().flatMap(({ command }) =>
  command instanceof ListProduct && command.families.length > 0 ? [command] : [],
);

/** The packs of the list's own column, `SP-500, SP-125-MOS` or `CP-30 (and MCP-1)`. */
const packsAsListed = ({ eligible_pack_products }: CatalogueLine) =>
  [...eligible_pack_products.matchAll(/(?:SP|CP|MCP)-[\dA-Z-]+/g)].map(([key]) => key).sort();

describe('the exam catalogue', () => {
  it('R30 R31 R32 R33 I22 all 112 exams are paid by just the packs that the list says', () => {
    expect(lines).toHaveLength(112);
    const paid = lines.map((each) => {
      const listing = listings.get(each.code);
      if (listing === undefined) throw new Error(`${each.code} is not listed`);
      const exam = examFold.evolve(examFold.initial, event(ExamListed, listing));
      const by = packs.filter(
        ({ families, provider }) =>
          payableFamilies(exam, families, '2020-01-01').length > 0 &&
          provider !== undefined &&
          isDeliveredBy(exam, provider, '2020-01-01'),
      );
      return [each.code, by.map(({ productKey }) => productKey).sort()];
    });
    expect(paid).toEqual(lines.map((each) => [each.code, packsAsListed(each)]));
  });

  it('R32 an exam counts toward a set of families, and its code says nothing of them', () => {
    expect(familiesOf(line({ family: 'MCSA+MCSD' }))).toEqual(['MCSA', 'MCSD']);
    for (const code of ['70-705', '70-713', '70-735', '70-348', '74-343']) {
      expect(listings.get(code)?.families).toEqual([]);
    }
    expect(() => familiesOf(line({ family: 'MCXX' }))).toThrow('70-000 has the unknown family MCXX');
  });

  it('R74 an exam may have two providers', () => {
    expect(listings.get('62-193')?.providers).toEqual(['PEARSON_VUE', 'CERTIPORT']);
    expect(listings.get('77-418')?.providers).toEqual(['CERTIPORT']);
    expect(() => providersOf(line({ delivery_provider: 'Prometric' }))).toThrow(
      '70-000 has no known provider',
    );
  });

  it('E57 what is not known of a retirement is kept as a note, not made a date', () => {
    expect(retirementOf(line({ retired_on: '2021-01-31' }))).toEqual({ lastExamOn: '2021-01-31' });
    expect(retirementOf(line({ retired_on: 'unverified' }))).toEqual({ note: 'unverified' });
    const gone = 'retired, date unknown (before 2021-10)';
    expect(retirementOf(line({ retired_on: gone }))).toEqual({ lastExamOn: '2021-09-30', note: gone });
    expect(listings.get('77-419')?.retirementNote).toBe('not listed as retired (2026-08-16)');
  });

  it('E58 the exams whose retirement was moved tell so: announced for June 2020, moved to January 2021', () => {
    const stepsOf = (code: string) =>
      examCommands()
        .filter(({ subject }) => subject === `exam/${code}`)
        .map(({ command }) => [
          command.constructor.name,
          'lastExamOn' in command ? command.lastExamOn : undefined,
        ]);
    const listed = ['ListExam', undefined];
    expect(stepsOf('70-486')).toEqual([
      listed,
      ['AnnounceExamRetirement', '2020-06-30'],
      ['RescheduleExamRetirement', '2021-01-31'],
    ]);
    expect(stepsOf('70-705')).toEqual([listed, ['AnnounceExamRetirement', '2021-01-31']]);
    expect(stepsOf('77-418')).toEqual([listed, ['AnnounceExamRetirement', '2023-07-13']]);
    expect(stepsOf('77-419')).toEqual([listed]);
  });

  it('R39 every exam says where to prepare for it', () => {
    expect(listings.get('MO-100')?.preparationUrl).toBe(
      'https://www.microsoft.com/en-us/learning/exam-mo-100.aspx',
    );
    expect(new Set([...listings.values()].map(({ preparationUrl }) => preparationUrl)).size).toBe(112);
  });
});
