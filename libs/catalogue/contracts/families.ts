import { type ExamFamily } from './vocabulary.js';

export const certificationLevels = ['BASIC', 'ASSOCIATE', 'EXPERT'] as const;
export type CertificationLevel = (typeof certificationLevels)[number];

export interface FamilyFacts {
  readonly title: string;
  readonly level: CertificationLevel;
  /** What a certification of the family proves, as the source says it. */
  readonly proves: string;
  readonly tracks?: readonly string[];
  /** Months in which it can be earned, where the source says so. */
  readonly earnedInMonths?: number;
}

/** What the source says of each family (R34, R35, R36). */
export const familyFacts: Readonly<Record<ExamFamily, FamilyFacts>> = {
  MOS: {
    title: 'Microsoft Office Specialist',
    level: 'BASIC',
    proves: 'General understanding of Office and the advanced skills in it that companies ask for',
  },
  MTA: {
    title: 'Microsoft Technology Associate',
    level: 'BASIC',
    proves: 'Core technology concepts, competence and commitment for entry-level positions in IT',
    tracks: ['INFRASTRUCTURE', 'DATABASE', 'DEVELOPER'],
    // One semester (R35).
    earnedInMonths: 6,
  },
  MCE: {
    title: 'Microsoft Certified Educator',
    level: 'BASIC',
    proves: 'Integration of ICT into teaching, along the UNESCO ICT competency framework for teachers',
  },
  MCSA: {
    title: 'Microsoft Certified Solutions Associate',
    level: 'ASSOCIATE',
    proves: 'Core platform skills',
  },
  MCSE: {
    title: 'Microsoft Certified Solutions Expert',
    level: 'EXPERT',
    proves: 'Deep expertise to design and build solutions',
  },
  MCSD: {
    title: 'Microsoft Certified Solutions Developer',
    level: 'EXPERT',
    proves: 'Deep expertise to design and build solutions',
  },
};

/** Months of preparation that the source advises: six or more for basic certification, a year for advanced (R70). */
export const advisedMonths: Readonly<Record<CertificationLevel, number>> = {
  BASIC: 6,
  ASSOCIATE: 6,
  EXPERT: 12,
};

/** The semester of an MTA, else the advice for the level (R35, R70). */
export function preparationMonths(family: ExamFamily): number {
  const { earnedInMonths, level } = familyFacts[family];
  return earnedInMonths ?? advisedMonths[level];
}
