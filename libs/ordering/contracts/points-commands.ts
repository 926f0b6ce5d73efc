import { Command } from '#messages/command.js';
import { Day, Moment, OneOf, Ref, Text, Whole } from '#messages/fields.js';
import { numberForm, type VolumeLevel, volumeLevels } from './vocabulary.js';

const example = {
  agreementId: 'agr_6t17jf8jgj0jkk43debysmcvq9',
  orderId: 'ord_hbhstwmeb7x3yyxbaa4a7w0000',
  issuer: 'EOC-DUBLIN',
  invoiceNo: 'INV-1001',
};

class InvoiceOfAgreement {
  @Ref('agr', 'The agreement') agreementId!: string;
  @Ref('ord', 'The order') orderId!: string;
  @Text('Issuer of the invoice', { max: 20, pattern: numberForm }) issuer!: string;
  @Text('Number of the invoice', { max: 20, pattern: numberForm }) invoiceNo!: string;
}

@Command({
  summary: 'Count the points of an invoice toward the price level',
  description: 'Sent by the process that follows invoices; points add up per year of the agreement (R8).',
  roles: [],
  example,
})
export class CountPoints extends InvoiceOfAgreement {
  @Moment('When a case decided that it grants after all (E32)', { optional: true }) decidedAt?: string;
}

@Command({
  summary: 'Count the points of a corrected invoice anew',
  description:
    'Sent by the process that follows corrections: what is billed now counts, at the points per pack that were counted. A level that was reached stays until somebody changes it: no invoice is computed anew.',
  roles: [],
  example: { ...example, correctedAt: '2019-09-02T10:00:00Z' },
})
export class RecountPoints extends InvoiceOfAgreement {
  @Moment('When it was corrected') correctedAt!: string;
}

@Command({
  summary: 'Raise the price level that the points of a year have earned',
  description: 'Never lowers a level, and changes no invoice of the past (R8).',
  roles: [],
  example: {
    agreementId: example.agreementId,
    priceLevel: 'B',
    effectiveFrom: '2019-08-02',
    agreementYear: 2,
    points: 4050,
  },
})
export class RaisePriceLevel {
  @Ref('agr', 'The agreement') agreementId!: string;
  @OneOf(volumeLevels, 'The level that was reached') priceLevel!: VolumeLevel;
  @Day('First day of the level') effectiveFrom!: string;
  @Whole('Year of the agreement, from 1', { min: 1 }) agreementYear!: number;
  @Whole('Points of that year') points!: number;
}
