import { Day, OneOf, Ref, Text } from '#messages/fields.js';
import { numberForm, productKeyForm, type ReleaseCause, releaseCauses } from './vocabulary.js';

/** The first invoiced order of a product: further orders of it are priced from the list of that day. */
export class FirstOrderPriceHeld {
  static readonly type = 'FirstOrderPriceHeld';
  static readonly version = 1;
  @Ref('enr', 'The enrollment') enrollmentId!: string;
  @Ref('ins', 'The customer') institutionId!: string;
  @Text('Key in the catalogue', { max: 40, pattern: productKeyForm }) productKey!: string;
  @Ref('ord', 'The first order of it') orderId!: string;
  @Text('Issuer of the invoice', { max: 20, pattern: numberForm }) issuer!: string;
  @Text('Number of the invoice', { max: 20, pattern: numberForm }) invoiceNo!: string;
  @Day('Date of the invoice: the day whose price list holds') pricedOn!: string;
  @Day('Last day of the agreement as known then; an extension does not prolong the price', {
    optional: true,
  })
  heldUntil?: string;
}

export class FirstOrderPriceReleased {
  static readonly type = 'FirstOrderPriceReleased';
  static readonly version = 1;
  @Ref('enr', 'The enrollment') enrollmentId!: string;
  @Text('Key in the catalogue', { max: 40, pattern: productKeyForm }) productKey!: string;
  @Ref('ord', 'The order that was the first') orderId!: string;
  @OneOf(releaseCauses, 'Why it holds no more') cause!: ReleaseCause;
}
