import {
  Amount,
  Currency,
  Day,
  Flag,
  OneOf,
  Part,
  Parts,
  Ref,
  SomeOf,
  Text,
  Whole,
  ZoneName,
} from '#messages/fields.js';
import { prorationPolicies } from '#kernel/proration.js';
import { OrderContacts } from './order-commands.js';
import {
  actorForm,
  approvalForm,
  correctionReasons,
  deliveryProviders,
  type DeliveryProvider,
  examFamilies,
  type ExamFamily,
  expiryBases,
  fulfilments,
  type Fulfilment,
  namedIdForm,
  numberForm,
  priceBases,
  type PriceLevel,
  priceLevels,
  priceListsForm,
  type PriceSource,
  priceSources,
  productKeyForm,
  prorationRules,
  prorationUnits,
  regionForm,
  type TermModel,
  termModels,
} from './vocabulary.js';

/** How the months billed came about, so that the invoice explains itself (R11, R52). */
export class ProrationSteps {
  @Day('First day counted') from!: string;
  @Day('Last day counted, inclusive') to!: string;
  @Whole('What the policy counted') counted!: number;
  @OneOf(prorationUnits, 'In which unit') countedIn!: string;
  @OneOf(prorationRules, 'What the count became the months by') rule!: string;
  @Whole("Numerator of the price's share") numerator!: number;
  @Whole("Denominator of the price's share", { min: 1 }) denominator!: number;
}

/** The first order of a line's product: the price list of its day holds for the line. */
export class PricedAsFirstOrder {
  @Ref('ord', 'The first order of the product') orderId!: string;
  @Day('The day whose price list holds') pricedOn!: string;
}

/** Everything that an entitlement is granted from: whoever grants it reads nothing else. */
export class InvoicedLine {
  @Whole('Number of the line', { min: 1 }) lineNo!: number;
  @Text('Key in the catalogue', { max: 40, pattern: productKeyForm }) productKey!: string;
  @Whole('Packs; never prorated (I12)', { min: 1 }) packs!: number;
  @Whole('Vouchers, codes or seats in one pack', { min: 1 }) packSize!: number;
  @SomeOf(examFamilies, 'Exam families it pays for', { min: 0 }) families!: readonly ExamFamily[];
  @OneOf(deliveryProviders, 'Who delivers its exams', { optional: true }) provider?: DeliveryProvider;
  @OneOf(fulfilments, 'How it is delivered') fulfilment!: Fulfilment;
  @OneOf(termModels, 'Twelve months, or what remains of the agreement') termModel!: TermModel;
  @Day('First day of the term') termStart!: string;
  @Day('Last day of the term, inclusive') termEnd!: string;
  @ZoneName('Zone in which the last day ends (E13)') zone!: string;
  @OneOf(expiryBases, 'What set the last day (I8)') expiryBasis!: (typeof expiryBases)[number];
  @Whole('Months billed', { min: 1, max: 12 }) billableMonths!: number;
  @Part(() => ProrationSteps, 'How the months came about') proration!: ProrationSteps;
  @Amount('Price of one pack for twelve months') unitNet!: string;
  @OneOf(priceSources, 'Where the price came from') priceSource!: PriceSource;
  @Text("The pricing desk's reference, for a special discount", {
    optional: true,
    max: 40,
    pattern: approvalForm,
  })
  approvalRef?: string;
  @Amount('Net of the line') net!: string;
  @Amount('The same vouchers bought one by one, where there is such a price', { optional: true })
  referenceNet?: string;
  @OneOf(priceLevels, 'Level of the price row') priceLevel!: PriceLevel;
  @Text('Price list and edition', { max: 60, pattern: priceListsForm }) priceListId!: string;
  @Part(() => PricedAsFirstOrder, 'Where the list of a first order holds', { optional: true })
  firstOrder?: PricedAsFirstOrder;
}

/** The vendor billed the reseller: term and price of every line are fixed from here on. */
export class OrderInvoiced {
  static readonly type = 'OrderInvoiced';
  static readonly version = 1;
  @Ref('ord', 'The order') orderId!: string;
  @Whole('The revision that was billed', { min: 1 }) revision!: number;
  @Flag('False for a revision that had been amended: nothing may be granted from it (E32)')
  matchesRevision!: boolean;
  @Text('Issuer of the invoice', { max: 20, pattern: numberForm }) issuer!: string;
  @Text('Number of the invoice', { max: 20, pattern: numberForm }) invoiceNo!: string;
  @Whole('Which invoice of the order it is, from the second on', { min: 2, optional: true }) billing?: number;
  @Day('Date of the invoice') invoiceDate!: string;
  @Ref('enr', 'The enrollment') enrollmentId!: string;
  @Ref('agr', 'Its agreement') agreementId!: string;
  @Ref('ins', 'The customer') institutionId!: string;
  @Ref('res', 'The reseller that was billed') resellerId!: string;
  @Text('Where it was sold', { max: 40, pattern: regionForm }) salesRegion!: string;
  @Part(() => OrderContacts, 'Who the order names', { optional: true }) contacts?: OrderContacts;
  @Day('Last day of the agreement as known now; absent when it never ends', { optional: true })
  agreementEnd?: string;
  @Day("Last day of the enrollment's anchor, when the order follows on", { optional: true })
  anchorEnd?: string;
  @Ref('ord', 'The anchor, when the order follows on', { optional: true }) anchorOrderId?: string;
  @Text('Business calendar of the issuer, for delivery clocks (E17)', { max: 40, pattern: namedIdForm })
  calendarId!: string;
  @OneOf(prorationPolicies, 'Name and version of the proration policy') prorationPolicy!: string;
  @OneOf(priceBases, 'Day whose price list holds: of the invoice, or for some of its lines of a first order')
  priceBasis!: (typeof priceBases)[number];
  @Currency('Currency of all amounts') currency!: string;
  @Parts(() => InvoicedLine, 'The lines', { max: 100 }) lines!: readonly InvoicedLine[];
  @Amount('Sum of the lines') total!: string;
}

export class CorrectedPacks {
  @Whole('Packs before') from!: number;
  @Whole('Packs now') to!: number;
}

export class CorrectedNet {
  @Whole('Line of the invoice', { min: 1 }) lineNo!: number;
  @Amount('Net before') from!: string;
  @Amount('Net now') to!: string;
  @Part(() => CorrectedPacks, 'Packs, where they change: so does what was granted', { optional: true })
  packs?: CorrectedPacks;
}

/** What one person wants corrected; nothing is, until another one approves it (I38). */
export class CorrectionProposed {
  static readonly type = 'CorrectionProposed';
  static readonly version = 1;
  @Ref('ord', 'The order') orderId!: string;
  @Whole('Number of the proposal, from 1', { min: 1 }) proposal!: number;
  @Text('Number of the credit note', { max: 20, pattern: numberForm }) creditNo!: string;
  @Parts(() => CorrectedNet, 'The lines that would change', { max: 100 }) lines!: readonly CorrectedNet[];
  @OneOf(correctionReasons, 'Why') reason!: string;
  @Text('Id of the person who proposes it', { max: 100, pattern: actorForm }) proposedBy!: string;
}

/** Billed wrongly, and put right by a credit note: never a refund of unused codes (R62, I29). */
export class InvoiceCorrected {
  static readonly type = 'InvoiceCorrected';
  static readonly version = 1;
  @Ref('ord', 'The order') orderId!: string;
  @Text('Issuer of the invoice', { max: 20, pattern: numberForm }) issuer!: string;
  @Text('Number of the invoice', { max: 20, pattern: numberForm }) invoiceNo!: string;
  @Whole('Which invoice of the order it is, from the second on', { min: 2, optional: true }) billing?: number;
  @Text('Number of the credit note', { max: 20, pattern: numberForm }) creditNo!: string;
  @Parts(() => CorrectedNet, 'The lines that changed', { max: 100 }) lines!: readonly CorrectedNet[];
  @Amount('Sum of all lines now') total!: string;
  @Flag('Nothing of the invoice is left') toZero!: boolean;
  @OneOf(correctionReasons, 'Why') reason!: string;
  @Text('Id of the second person, who approved it', { max: 100, pattern: actorForm }) approvedBy!: string;
}
