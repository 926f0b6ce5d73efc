import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import {
  type DeliveryProvider,
  type ExamFamily,
  deliveryProviders,
  examFamilies,
} from '../contracts/vocabulary.js';

/** A line of `exam_catalogue.csv`, as it stands there. */
export interface CatalogueLine {
  readonly code: string;
  readonly title: string;
  readonly family: string;
  readonly credit_toward: string;
  readonly eligible_pack_products: string;
  readonly delivery_provider: string;
  readonly retired_on: string;
  readonly source: string;
}

export const catalogueLines = (): readonly CatalogueLine[] =>
  parse<CatalogueLine>(readFileSync(join(import.meta.dirname, 'data', 'exam_catalogue.csv')), {
    columns: true,
    bom: true,
  });

/**
 * `MCSA+MCSD` is both; `OTHER-70` and `OTHER-74` are none, whatever the exam code begins with (R32).
 * @throws Error for a family that is not known
 */
export function familiesOf({ code, family }: CatalogueLine): readonly ExamFamily[] {
  if (family.startsWith('OTHER-')) return [];
  return family.split('+').map((name) => {
    const known = examFamilies.find((each) => each === name);
    if (known === undefined) throw new Error(`exam ${code} has the unknown family ${name}`);
    return known;
  });
}

const providerNames: Readonly<Record<DeliveryProvider, string>> = {
  PEARSON_VUE: 'Pearson VUE',
  CERTIPORT: 'Certiport',
};

/** @throws Error when it names none that is known */
export function providersOf({ code, delivery_provider }: CatalogueLine): readonly DeliveryProvider[] {
  const named = deliveryProviders.filter((provider) => delivery_provider.includes(providerNames[provider]));
  if (named.length === 0) throw new Error(`exam ${code} has no known provider`);
  return named;
}

export interface KnownRetirement {
  readonly lastExamOn?: string;
  /** What the list says instead of a date. */
  readonly note?: string;
}

/** A date where the list has one; `before 2021-10` was over by the day before; all else stays a note. */
export function retirementOf({ retired_on }: CatalogueLine): KnownRetirement {
  if (/^\d{4}-\d\d-\d\d$/.test(retired_on)) return { lastExamOn: retired_on };
  return retired_on.includes('before 2021-10')
    ? { lastExamOn: '2021-09-30', note: retired_on }
    : { note: retired_on };
}
