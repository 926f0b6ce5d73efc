import { Command } from '#messages/command.js';
import { Day, OneOf, Ref, Text } from '#messages/fields.js';
import { type LapseCause, lapseCauses, numberForm } from './vocabulary.js';

const example = {
  enrollmentId: 'enr_hbhstwmeb7x3yyxbaa4a7w0000',
  orderId: 'ord_hbhstwmeb7x3yyxbaa4a7w0000',
  issuer: 'EOC-DUBLIN',
  invoiceNo: 'INV-1001',
};

@Command({
  summary: "Align a 12-month order's term with its enrollment's anchor",
  description:
    'Part of recording an invoice: the group decides first, because billable months depend on it (E7).',
  roles: [],
  example: { ...example, invoiceDate: '2019-08-01' },
})
export class AlignTerm {
  @Ref('enr', 'The enrollment') enrollmentId!: string;
  @Ref('ord', 'The order') orderId!: string;
  @Text('Issuer of the invoice', { max: 20, pattern: numberForm }) issuer!: string;
  @Text('Number of the invoice', { max: 20, pattern: numberForm }) invoiceNo!: string;
  @Day('Date of the invoice') invoiceDate!: string;
}

@Command({
  summary: 'Take back the anchor of an enrollment',
  description:
    'Part of correcting an invoice to zero: follow-ons keep their end, the next order anchors anew (E8).',
  roles: [],
  example: { enrollmentId: example.enrollmentId, orderId: example.orderId, cause: 'CORRECTED_TO_ZERO' },
})
export class LapseAnchor {
  @Ref('enr', 'The enrollment') enrollmentId!: string;
  @Ref('ord', 'The order whose invoice does not stand') orderId!: string;
  @OneOf(lapseCauses, 'Why') cause!: LapseCause;
}
