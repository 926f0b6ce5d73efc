import { Command } from '#messages/command.js';
import { Amount, Day, OneOf, Parts, Ref, Text, Whole } from '#messages/fields.js';
import { correctionReasons, namedIdForm, numberForm, productKeyForm } from './vocabulary.js';

const orderId = 'ord_hbhstwmeb7x3yyxbaa4a7w0000';

/** A line as the invoice says it. */
export class StatedLine {
  @Whole('Line of the order', { min: 1 }) lineNo!: number;
  @Text('Key in the catalogue', { max: 40, pattern: productKeyForm }) productKey!: string;
  @Whole('Packs billed', { min: 1, max: 1_000_000 }) packs!: number;
}

@Command({
  summary: "Record the vendor's invoice of an order",
  description:
    'Fixes term and price of each line. An invoice of a revision that was amended meanwhile is kept as a fact, and grants nothing (E32).',
  roles: ['vendor-operations'],
  example: {
    orderId,
    revision: 1,
    issuer: 'EOC-DUBLIN',
    invoiceNo: 'INV-1001',
    invoiceDate: '2019-08-01',
    calendarId: 'US-FED',
    lines: [{ lineNo: 1, productKey: 'CP-30', packs: 2 }],
  },
})
export class RecordInvoice {
  @Ref('ord', 'The order') orderId!: string;
  @Whole('Revision that is billed', { min: 1 }) revision!: number;
  @Text('Operations centre that issued it', { max: 20, pattern: numberForm }) issuer!: string;
  @Text('Number, used once by the issuer', { max: 20, pattern: numberForm }) invoiceNo!: string;
  @Day('Date of the invoice: first day of the terms') invoiceDate!: string;
  @Text('Business calendar of the issuer, for delivery clocks (E17)', { max: 40, pattern: namedIdForm })
  calendarId!: string;
  @Parts(() => StatedLine, 'All lines', { max: 100 }) lines!: readonly StatedLine[];
  @Amount("The invoice's total; without it, the exact sum", { optional: true }) total?: string;
}

/** What a line comes to after the correction. */
export class CorrectedLine {
  @Whole('Line of the invoice', { min: 1 }) lineNo!: number;
  @Amount('New net of the line, 0 to take it back') net!: string;
  @Whole('New number of packs; without it they stay, and none is left of a net of 0', {
    optional: true,
    max: 1_000_000,
  })
  packs?: number;
}

@Command({
  summary: 'Propose to correct an invoice by a credit note',
  description:
    'Not a refund of unused codes (R62). Where packs change, what was granted follows: unused codes or units are taken back, or added. ' +
    'Changes nothing until another person approves it; a later proposal replaces it.',
  roles: ['vendor-operations'],
  example: {
    orderId,
    creditNo: 'CR-1001',
    lines: [{ lineNo: 1, net: '0.00' }],
    reason: 'BILLED_IN_ERROR',
  },
})
export class ProposeCorrection {
  @Ref('ord', 'The order') orderId!: string;
  @Text('Number of the credit note', { max: 20, pattern: numberForm })
  creditNo!: string;
  @Parts(() => CorrectedLine, 'The lines that change', { max: 100 }) lines!: readonly CorrectedLine[];
  @OneOf(correctionReasons, 'Why') reason!: string;
}

@Command({
  summary: 'Approve the correction of an invoice',
  description:
    'By another person than the one who proposed it. An anchor order corrected to zero stops binding later orders (E8).',
  roles: ['vendor-operations', 'reconciler'],
  example: { orderId, proposal: 1 },
})
export class ApproveCorrection {
  @Ref('ord', 'The order') orderId!: string;
  @Whole('Number of the proposal', { min: 1 }) proposal!: number;
}
