import { Command } from '#messages/command.js';
import { Amount, Currency, Moment, OneOf, Part, Parts, Ref, Refs, Text, Whole } from '#messages/fields.js';
import {
  amendReasons,
  approvalForm,
  cancelReasons,
  type LicenseType,
  licenseTypes,
  numberForm,
  productKeyForm,
  regionForm,
  rejectReasons,
  type TermModel,
  termModels,
} from './vocabulary.js';

const orderId = 'ord_hbhstwmeb7x3yyxbaa4a7w0000';
const line = { productKey: 'CP-30', packs: 2, termModel: 'TWELVE_MONTH' };

/** One product of an order; lines are numbered from 1 in the order they are given. */
export class RequestedLine {
  @Text('Key in the catalogue', { max: 40, pattern: productKeyForm, example: 'CP-30' }) productKey!: string;
  @Whole('Packs; each holds a fixed number of vouchers', { min: 1, max: 1_000_000 }) packs!: number;
  @OneOf(termModels, 'Twelve months, or what remains of the agreement') termModel!: TermModel;
  @OneOf(licenseTypes, 'Licence type; only SSL is sold', { optional: true }) licenseType?: LicenseType;
}

/** People of the institution that the order names, beside those of the agreement (R66). */
export class OrderContacts {
  @Ref('per', 'Notices contact', { optional: true }) notices?: string;
  @Ref('per', 'Online contact', { optional: true }) online?: string;
}

@Command({
  summary: 'Place an order under an enrollment',
  description:
    'Refused unless the enrollment is active, each product is on sale, allowed by the program and priced, and an academic institution is accredited. The quote it records does not bind: the invoice decides (E4).',
  roles: ['reseller'],
  example: {
    enrollmentId: 'enr_hbhstwmeb7x3yyxbaa4a7w0000',
    resellerId: 'res_hbhstwmeb7x3yyxbaa4a7w0000',
    salesRegion: 'EMEA',
    currency: 'EUR',
    lines: [line],
  },
})
export class PlaceOrder {
  @Ref('enr', 'The enrollment') enrollmentId!: string;
  @Ref('res', 'The reseller that places it and is invoiced') resellerId!: string;
  @Text('Where it is sold; every region is served', { max: 40, pattern: regionForm, example: 'EMEA' })
  salesRegion!: string;
  @Currency('Currency of prices and invoice') currency!: string;
  @Parts(() => RequestedLine, 'What is ordered', { max: 100 }) lines!: readonly RequestedLine[];
  @Part(() => OrderContacts, 'Who is addressed', { optional: true }) contacts?: OrderContacts;
}

@Command({
  summary: 'Replace the lines of an order that is not invoiced',
  description: 'Makes a new revision that must be processed and acknowledged again (E31).',
  roles: ['reseller'],
  example: { orderId, lines: [line], reason: 'CUSTOMER_REQUEST' },
})
export class AmendOrder {
  @Ref('ord', 'The order') orderId!: string;
  @Parts(() => RequestedLine, 'All lines of the new revision', { max: 100 }) lines!: readonly RequestedLine[];
  @OneOf(amendReasons, 'Why') reason!: string;
}

@Command({
  summary: 'Cancel an order that is not invoiced',
  description: 'After the invoice there is only correction (I5); unused codes are never refunded (R62).',
  roles: ['reseller', 'vendor-operations'],
  example: { orderId, reason: 'ORDERED_IN_ERROR' },
})
export class CancelOrder {
  @Ref('ord', 'The order') orderId!: string;
  @OneOf(cancelReasons, 'Why') reason!: string;
}

@Command({
  summary: 'Reject an order that is not invoiced',
  description: 'By the vendor; the reseller orders anew. Nothing is granted, and its clocks are closed.',
  roles: ['vendor-operations'],
  example: { orderId, revision: 1, reason: 'CREDIT_REFUSED' },
})
export class RejectOrder {
  @Ref('ord', 'The order') orderId!: string;
  @Whole('Revision that is rejected', { min: 1 }) revision!: number;
  @OneOf(rejectReasons, 'Why') reason!: string;
}

@Command({
  summary: 'Record that the vendor processed an order',
  roles: ['vendor-operations'],
  example: { orderId, revision: 1, vendorOrderNo: 'V-4711', occurredAt: '2019-08-01T09:00:00Z' },
})
export class RecordOrderProcessed {
  @Ref('ord', 'The order') orderId!: string;
  @Whole('Revision that was processed', { min: 1 }) revision!: number;
  @Text("The vendor's number of the order", { max: 20, pattern: numberForm }) vendorOrderNo!: string;
  @Moment('When it was processed') occurredAt!: string;
}

@Command({
  summary: 'Record that the confirmation of an order was sent',
  roles: ['vendor-operations'],
  example: { orderId, revision: 1, occurredAt: '2019-08-02T09:00:00Z' },
})
export class AcknowledgeOrder {
  @Ref('ord', 'The order') orderId!: string;
  @Whole('Revision that is confirmed', { min: 1 }) revision!: number;
  @Refs('per', 'Who got it', { optional: true, unique: true, max: 10 }) sentTo?: readonly string[];
  @Moment('When it was sent') occurredAt!: string;
}

@Command({
  summary: 'Propose another price for a line that is not invoiced',
  description:
    'Overrides the price list for this line of this revision (R9). ' +
    'Changes nothing until another person approves it (I38); a later proposal for the line replaces it, an amendment drops it.',
  roles: ['vendor-operations'],
  example: { orderId, lineNo: 1, unitPrice: '900.00', approvalRef: 'DESK-2019-17' },
})
export class ProposeSpecialDiscount {
  @Ref('ord', 'The order') orderId!: string;
  @Whole('The line', { min: 1 }) lineNo!: number;
  @Amount('Price of one pack for twelve months') unitPrice!: string;
  @Text("The pricing desk's reference", { max: 40, pattern: approvalForm }) approvalRef!: string;
}

@Command({
  summary: 'Approve the special discount of a line',
  description: 'By another person than the one who proposed it (R9, I38).',
  roles: ['vendor-operations', 'reconciler'],
  example: { orderId, proposal: 1 },
})
export class ApproveSpecialDiscount {
  @Ref('ord', 'The order') orderId!: string;
  @Whole('Number of the proposal', { min: 1 }) proposal!: number;
}
