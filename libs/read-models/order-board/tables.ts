import { amount, day, defineTable, flag, instant, json, orNull, text, whole } from '#projecting/table.js';

/** What was ordered, or billed once there is an invoice. */
export interface BoardLine {
  readonly lineNo: number;
  readonly productKey: string;
  readonly packs: number;
  readonly packSize: number;
  readonly termModel: string;
  readonly termEnd: string | null;
  readonly billableMonths: number | null;
  readonly net: string | null;
}

export const orders = defineTable(
  'orders',
  {
    orderId: text,
    enrollmentId: text,
    agreementId: text,
    resellerId: text,
    salesRegion: text,
    currency: text,
    revision: whole,
    state: text,
    stateReason: orNull(text),
    lines: json<readonly BoardLine[]>(),
    /** Of the quote, or of the invoice. */
    net: amount,
    binding: flag,
    placedAt: instant,
    vendorOrderNo: orNull(text),
    processedAt: orNull(instant),
    acknowledgedAt: orNull(instant),
    acknowledgedInTime: orNull(flag),
    issuer: orNull(text),
    invoiceNo: orNull(text),
    invoiceDate: orNull(day),
    corrected: flag,
    /** A correction has left nothing of the invoice. */
    zeroed: flag,
    fulfilledAt: orNull(instant),
    closedAt: orNull(instant),
    /** Of the order's stream: what If-Match takes. */
    streamRevision: whole,
    changedAt: instant,
  },
  ['orderId'],
  ['placedAt', 'orderId'],
  ['institutionId', 'placedAt', 'orderId'],
  ['resellerId', 'placedAt', 'orderId'],
  ['enrollmentId', 'placedAt', 'orderId'],
  ['agreementId', 'placedAt', 'orderId'],
  ['vendorOrderNo'],
  ['invoiceNo'],
);

export const grants = defineTable(
  'grants',
  {
    entitlementId: text,
    orderId: text,
    lineNo: whole,
    productKey: text,
    fulfilment: text,
    capacity: whole,
    /** Codes that the corrected invoice no longer pays for, and that have not been taken back. */
    surplus: whole,
    open: whole,
    failure: orNull(text),
    retryAt: orNull(instant),
  },
  ['entitlementId'],
  ['orderId'],
);

/** The clock of a promise about an order, or about one of its entitlements. */
export const clocks = defineTable(
  'clocks',
  {
    subject: text,
    kind: text,
    orderId: orNull(text),
    entitlementId: orNull(text),
    startedAt: instant,
    targetAt: orNull(instant),
    dueAt: instant,
    /** Its calendar lacks days: the dates are the earliest that they can be (E16). */
    provisional: flag,
    metAt: orNull(instant),
    breachedAt: orNull(instant),
    superseded: flag,
  },
  ['subject', 'kind'],
  ['orderId'],
  ['entitlementId'],
);
