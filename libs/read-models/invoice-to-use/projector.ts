import { type Projector } from '#projecting/projector.js';
import { ofInvoices } from './of-invoices.js';
import { ofUses } from './of-uses.js';
import { entitlements, lines, uses } from './tables.js';

/** From the invoice line to the exam, and what it was worth: budget, savings and use are views of one thing (R7). */
export class InvoiceToUseProjector implements Projector {
  readonly name = 'invoice-to-use';
  readonly version = 3;
  readonly tables = [lines, entitlements, uses];
  readonly handlers = [...ofInvoices, ...ofUses];
  /** What the codes of an entitlement have become is counted in one row. */
  readonly rowsOfOneStream = false;
}

export const invoiceToUseModel = new InvoiceToUseProjector();
