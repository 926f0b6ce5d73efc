import {
  Amount,
  Currency,
  Day,
  Flag,
  Moment,
  OneOf,
  Part,
  Parts,
  Ref,
  Refs,
  SomeOf,
  Text,
  Whole,
} from '#messages/fields.js';
import { OrderContacts } from './order-commands.js';
import {
  actorForm,
  amendReasons,
  approvalForm,
  cancelReasons,
  deliveryProviders,
  type DeliveryProvider,
  examFamilies,
  type ExamFamily,
  fulfilments,
  type Fulfilment,
  numberForm,
  priceListsForm,
  productKeyForm,
  regionForm,
  rejectReasons,
  type TermModel,
  termModels,
} from './vocabulary.js';

/** What was ordered, and what the product was when it was ordered: the catalogue may change, this line does not. */
export class OrderLine {
  @Whole('Number of the line, from 1', { min: 1 }) lineNo!: number;
  @Text('Key in the catalogue', { max: 40, pattern: productKeyForm }) productKey!: string;
  @Whole('Packs', { min: 1 }) packs!: number;
  @OneOf(termModels, 'Twelve months, or what remains of the agreement') termModel!: TermModel;
  @Whole('Vouchers, codes or seats in one pack', { min: 1 }) packSize!: number;
  @SomeOf(examFamilies, 'Exam families it pays for', { min: 0 }) families!: readonly ExamFamily[];
  @OneOf(deliveryProviders, 'Who delivers its exams', { optional: true }) provider?: DeliveryProvider;
  @OneOf(fulfilments, 'How it is delivered') fulfilment!: Fulfilment;
  @Amount('List price of one pack for twelve months, on the day of the order') unitListPrice!: string;
}

export class QuotedLine {
  @Whole('The line', { min: 1 }) lineNo!: number;
  @Whole('Months to bill', { min: 1, max: 12 }) billableMonths!: number;
  @Day('Last day of the term, inclusive') termEnd!: string;
  @Amount('Net of the line') net!: string;
}

/** What an invoice of the day of the order would say; the real one decides (E4). */
export class Quote {
  @Flag('Always false') binding!: false;
  @Day('The day it supposes as invoice date') supposedOn!: string;
  @Text('Price list and edition', { max: 1000, pattern: priceListsForm }) priceListId!: string;
  @Parts(() => QuotedLine, 'Line by line', { max: 100 }) lines!: readonly QuotedLine[];
  @Amount('Net of all lines') net!: string;
}

export class OrderPlaced {
  static readonly type = 'OrderPlaced';
  static readonly version = 1;
  @Ref('ord', 'The order') orderId!: string;
  @Whole('Always 1', { min: 1, max: 1 }) revision!: number;
  @Ref('enr', 'The enrollment') enrollmentId!: string;
  @Ref('agr', "The enrollment's agreement") agreementId!: string;
  @Ref('ins', 'The customer') institutionId!: string;
  @Ref('res', 'The reseller that placed it') resellerId!: string;
  @Text('Where it is sold', { max: 40, pattern: regionForm }) salesRegion!: string;
  @Currency('Currency of prices and invoice') currency!: string;
  @Parts(() => OrderLine, 'The lines', { max: 100 }) lines!: readonly OrderLine[];
  @Part(() => OrderContacts, 'Who is addressed', { optional: true }) contacts?: OrderContacts;
  @Part(() => Quote, 'A quote that does not bind') quote!: Quote;
  @Moment('When it was placed') placedAt!: string;
}

export class OrderAmended {
  static readonly type = 'OrderAmended';
  static readonly version = 1;
  @Ref('ord', 'The order') orderId!: string;
  @Whole('The new revision', { min: 2 }) revision!: number;
  @Parts(() => OrderLine, 'All lines of the new revision', { max: 100 }) lines!: readonly OrderLine[];
  @Part(() => Quote, 'A quote that does not bind') quote!: Quote;
  @OneOf(amendReasons, 'Why') reason!: string;
}

export class OrderCancelled {
  static readonly type = 'OrderCancelled';
  static readonly version = 1;
  @Ref('ord', 'The order') orderId!: string;
  @Whole('The revision that was cancelled', { min: 1 }) revision!: number;
  @OneOf(cancelReasons, 'Why') reason!: string;
}

/** By the vendor: as final as a cancellation by the reseller. */
export class OrderRejected {
  static readonly type = 'OrderRejected';
  static readonly version = 1;
  @Ref('ord', 'The order') orderId!: string;
  @Whole('The revision that was rejected', { min: 1 }) revision!: number;
  @OneOf(rejectReasons, 'Why') reason!: string;
}

export class OrderProcessed {
  static readonly type = 'OrderProcessed';
  static readonly version = 1;
  @Ref('ord', 'The order') orderId!: string;
  @Whole('The revision that was processed', { min: 1 }) revision!: number;
  @Text("The vendor's number of the order", { max: 20, pattern: numberForm }) vendorOrderNo!: string;
  @Moment('When it was processed') processedAt!: string;
}

export class OrderAcknowledged {
  static readonly type = 'OrderAcknowledged';
  static readonly version = 1;
  @Ref('ord', 'The order') orderId!: string;
  @Whole('The revision that was confirmed', { min: 1 }) revision!: number;
  @Refs('per', 'Who got it', { min: 0, max: 10 }) sentTo!: readonly string[];
  @Moment('When it was sent') sentAt!: string;
  @Flag('Sent within 48 hours after processing') withinSla!: boolean;
}

/** What one person wants for a line; its price stays, until another one approves it (I38). */
export class SpecialDiscountProposed {
  static readonly type = 'SpecialDiscountProposed';
  static readonly version = 1;
  @Ref('ord', 'The order') orderId!: string;
  @Whole('Number of the proposal in the order, from 1', { min: 1 }) proposal!: number;
  @Whole('The revision it is for', { min: 1 }) revision!: number;
  @Whole('The line', { min: 1 }) lineNo!: number;
  @Amount('Price of one pack for twelve months instead of the list price') unitPrice!: string;
  @Amount('List price that it would replace') unitListPrice!: string;
  @Text("The pricing desk's reference", { max: 40, pattern: approvalForm }) approvalRef!: string;
  @Text('Id of the person who proposes it', { max: 100, pattern: actorForm }) proposedBy!: string;
}

export class SpecialDiscountApproved {
  static readonly type = 'SpecialDiscountApproved';
  static readonly version = 1;
  @Ref('ord', 'The order') orderId!: string;
  @Whole('The revision it is for', { min: 1 }) revision!: number;
  @Whole('The line', { min: 1 }) lineNo!: number;
  @Amount('Price of one pack for twelve months instead of the list price') unitPrice!: string;
  @Amount('List price that it replaces') unitListPrice!: string;
  @Text("The pricing desk's reference", { max: 40, pattern: approvalForm }) approvalRef!: string;
  @Text('Id of the second person; absent in records from before two were needed', {
    ...{ optional: true, max: 100, pattern: actorForm },
  })
  approvedBy?: string;
}
