import { Currency, Day, OneOf, Part, Parts, Text, Whole } from '#messages/fields.js';
import {
  type ExamFamily,
  examFamilies,
  licensingPrograms,
  type LicensingProgram,
  namedIdForm,
  type PriceLevel,
  priceLevels,
} from './vocabulary.js';

export class CertificationGoal {
  @OneOf(examFamilies, 'Family of the certification') family!: ExamFamily;
  @Whole('Exams that it takes', { min: 1, max: 20 }) exams!: number;
  @Whole('Months that each person needs for it; what the source advises unless said otherwise', {
    max: 120,
    optional: true,
  })
  preparationMonths?: number;
}

export class PeopleGroup {
  @Whole('People', { min: 1, max: 10_000 }) people!: number;
  @Parts(() => CertificationGoal, 'Certifications that each of them needs', { max: 20 })
  certifications!: readonly CertificationGoal[];
}

export class PricesWanted {
  @Text('Price list', { max: 40, pattern: namedIdForm }) priceListId!: string;
  @OneOf(priceLevels, 'Price level') level!: PriceLevel;
  @Currency('Currency') currency!: string;
  @Day('Day of the prices; today unless said otherwise', { optional: true }) on?: string;
}

/** The five inputs of the source (R69), and an explicit allowance for failed attempts. */
export class EstimateVoucherNeed {
  @Parts(() => PeopleGroup, 'Who needs what', { max: 100 }) groups!: readonly PeopleGroup[];
  @Whole('Full months left on the licence agreement', { max: 120 }) monthsLeft!: number;
  @Whole('Exams sat again, in percent; 0 unless said otherwise', { max: 100, optional: true })
  retakeRatePercent?: number;
  @OneOf(licensingPrograms, 'Program of the agreement: it says which packs can be ordered')
  program!: LicensingProgram;
  @Part(() => PricesWanted, 'To propose what costs least; without it, what wastes least', { optional: true })
  prices?: PricesWanted;
}

export const exampleOfEstimate = {
  groups: [
    { people: 40, certifications: [{ family: 'MOS', exams: 2 }] },
    {
      people: 25,
      certifications: [
        { family: 'MTA', exams: 1 },
        { family: 'MCSE', exams: 4, preparationMonths: 9 },
      ],
    },
  ],
  monthsLeft: 10,
  retakeRatePercent: 10,
  program: 'EES',
} as const;
