import { Day, OneOf, Parts, Ref, Text, Whole } from '#messages/fields.js';
import { numberForm, type VolumeLevel, volumeLevels } from './vocabulary.js';

/** What was counted, so that a correction is counted at the same points. */
export class PointsOfLine {
  @Whole('Line of the invoice', { min: 1 }) lineNo!: number;
  @Whole('Packs that are billed now') packs!: number;
  @Whole('Points of one pack') perPack!: number;
}

class PointsOfInvoice {
  @Ref('agr', 'The agreement') agreementId!: string;
  @Ref('ins', 'The customer') institutionId!: string;
  @Ref('ord', 'The order') orderId!: string;
  @Text('Issuer of the invoice', { max: 20, pattern: numberForm }) issuer!: string;
  @Text('Number of the invoice', { max: 20, pattern: numberForm }) invoiceNo!: string;
  @Whole('Year of the agreement, from 1', { min: 1 }) agreementYear!: number;
  @Whole('Points that are counted, or taken back') points!: number;
  @Whole('Points of the year, with this') total!: number;
  @Parts(() => PointsOfLine, 'Lines of the invoice, as billed now', { optional: true, min: 0, max: 100 })
  lines?: readonly PointsOfLine[];
}

export class PointsEarned extends PointsOfInvoice {
  static readonly type = 'PointsEarned';
  static readonly version = 1;
}

/** The invoice was corrected to less. */
export class PointsTakenBack extends PointsOfInvoice {
  static readonly type = 'PointsTakenBack';
  static readonly version = 1;
}

/** The points of a year have reached the next level: what it rests on, for whoever asks later (R8). */
export class PriceLevelReached {
  static readonly type = 'PriceLevelReached';
  static readonly version = 1;
  @Ref('agr', 'The agreement') agreementId!: string;
  @OneOf(volumeLevels, 'The level') priceLevel!: VolumeLevel;
  @Whole('Year of the agreement, from 1', { min: 1 }) agreementYear!: number;
  @Whole('Points of the year') points!: number;
  @Day('First day of the level: the day after the invoice') effectiveFrom!: string;
}
