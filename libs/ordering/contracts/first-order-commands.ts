import { Command } from '#messages/command.js';
import { Day, OneOf, Ref, Text, Texts } from '#messages/fields.js';
import { numberForm, productKeyForm, type ReleaseCause, releaseCauses } from './vocabulary.js';

const example = {
  enrollmentId: 'enr_hbhstwmeb7x3yyxbaa4a7w0000',
  orderId: 'ord_hbhstwmeb7x3yyxbaa4a7w0000',
  productKeys: ['CP-30'],
};
const productKey = { max: 40, pattern: productKeyForm };

@Command({
  summary: "Hold the price list of an enrollment's first order of each product",
  description:
    'Part of recording an invoice, under programs whose contracts say so: two first invoices may race, and one of them is the first.',
  roles: [],
  example: { ...example, issuer: 'EOC-DUBLIN', invoiceNo: 'INV-1001', invoiceDate: '2019-08-01' },
})
export class HoldFirstOrderPrices {
  @Ref('enr', 'The enrollment') enrollmentId!: string;
  @Ref('ord', 'The order') orderId!: string;
  @Text('Issuer of the invoice', { max: 20, pattern: numberForm }) issuer!: string;
  @Text('Number of the invoice', { max: 20, pattern: numberForm }) invoiceNo!: string;
  @Day('Date of the invoice') invoiceDate!: string;
  @Texts('Products of its lines', { max: 100, unique: true, item: productKey })
  productKeys!: readonly string[];
}

@Command({
  summary: 'Let go of the price list of an order that was not the first after all',
  description:
    'Part of correcting an invoice: later orders keep their prices, the next one is the first anew.',
  roles: [],
  example: { ...example, cause: 'CORRECTED_TO_ZERO' },
})
export class ReleaseFirstOrderPrices {
  @Ref('enr', 'The enrollment') enrollmentId!: string;
  @Ref('ord', 'The order whose invoice does not stand') orderId!: string;
  @Texts('Products of which nothing is left', { max: 100, unique: true, item: productKey })
  productKeys!: readonly string[];
  @OneOf(releaseCauses, 'Why') cause!: ReleaseCause;
}
