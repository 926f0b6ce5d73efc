import { type Effect, type Process, processNamed, send } from '#processing/process.js';
import { messageOf } from '#messages/command.js';
import { coTerms } from '#ordering/contracts/co-terms.js';
import { OrderInvoiced } from '#ordering/contracts/invoice-events.js';
import { GrantEntitlement } from '#entitlement/contracts/entitlement-commands.js';
import { OpenCase } from '../contracts/cases.js';

/** An invoice grants each of its lines; one for a revision that was amended grants nothing, and is a case (E32). */
export const granting: Process = processNamed('granting').when(OrderInvoiced, ({ id, data }) => {
  if (!data.matchesRevision) {
    const { institutionId, orderId, invoiceNo } = data;
    const evidence = [`event:${id}`, `invoice:${invoiceNo}`];
    return [
      send(messageOf(OpenCase, { kind: 'INVOICE_REVISION_MISMATCH', key: orderId, evidence, institutionId })),
    ];
  }
  return grantsOf(data);
});

/** What each line of the invoice grants. */
export function grantsOf(invoice: Readonly<OrderInvoiced>): readonly Effect[] {
  const { institutionId, enrollmentId, orderId, invoiceNo, billing, invoiceDate } = invoice;
  const { salesRegion, agreementEnd, anchorEnd, lines } = invoice;
  return lines.map((line) =>
    send(
      messageOf(GrantEntitlement, {
        institutionId,
        enrollmentId,
        orderId,
        lineNo: line.lineNo,
        invoiceNo,
        ...(billing === undefined ? {} : { billing }),
        invoiceDate,
        productKey: line.productKey,
        families: [...line.families],
        ...(line.provider === undefined ? {} : { provider: line.provider }),
        fulfilment: line.fulfilment,
        packs: line.packs,
        packSize: line.packSize,
        ...(agreementEnd === undefined ? {} : { agreementEnd }),
        ...(anchorEnd === undefined || !coTerms(line) ? {} : { anchorEnd }),
        zone: line.zone,
        salesRegion,
      }),
    ),
  );
}
