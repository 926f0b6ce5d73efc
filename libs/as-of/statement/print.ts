import { buffer } from 'node:stream/consumers';
import PDFDocument from 'pdfkit';
import { type Units, unitNames } from '../units.js';
import { type StatementLine } from './lines.js';
import { type Statement } from './statement.js';
import { type Column, Page, type PrintedRow } from './table.js';

/**
 * The statement on A4 pages. The same statement makes the same bytes: the document's dates and its file id follow from
 * what was known when, and its fonts are those that every reader has.
 */
export async function printStatement(statement: Statement): Promise<Buffer> {
  const { institutionId, from, to, knownAt } = statement;
  const known = new Date(knownAt);
  const document = new PDFDocument({
    size: 'A4',
    layout: 'landscape',
    margins: { top: 40, bottom: 45, left: 40, right: 40 },
    bufferPages: true,
    info: {
      Title: `Statement ${institutionId} ${from} to ${to}`,
      Author: 'Entitlement Ledger',
      CreationDate: known,
      ModDate: known,
    },
  });
  const bytes = buffer(document);
  const page = new Page(document);
  document.font('Helvetica-Bold').fontSize(16).text('Statement of entitlements').moveDown(0.4);
  page.line(`Institution: ${institutionId}`);
  page.line(`Period: ${from} to ${to}, whole days in ${statement.zone}`);
  page.line(`As known at: ${knownAt}`);
  page.line(
    `Opening and closing units ${statement.addsUp ? 'add up' : 'DO NOT ADD UP'}: every unit stands in exactly one place (I23)`,
  );
  units(page, statement);
  invoices(page, statement);
  late(page, statement);
  basis(page, statement);
  numbered(document, `${institutionId}, ${from} to ${to}, as known at ${knownAt}`);
  document.end();
  return bytes;
}

const label: Column = { head: 'Entitlement', share: 0.2 };
const heads: Readonly<Record<keyof Units, string>> = {
  ...{ capacity: 'Capacity', adjusted: 'Adjusted', unissued: 'Unissued', available: 'Available' },
  ...{ assigned: 'Assigned', reserved: 'Reserved', redeemed: 'Redeemed', forfeited: 'Forfeited' },
  ...{ expired: 'Expired', voided: 'Voided' },
};
const unitColumns: readonly Column[] = [
  label,
  ...unitNames.map((name) => ({ head: heads[name], share: 0.08, right: true })),
];
const unitRow = (name: string, units: Units, more: Partial<PrintedRow> = {}): PrintedRow => ({
  cells: [name, ...unitNames.map((each) => String(units[each]))],
  ...more,
});

function units(page: Page, { opening, closing, entitlements }: Statement): void {
  page.heading('Units');
  page.table(
    [{ ...label, head: 'All entitlements' }, ...unitColumns.slice(1)],
    [unitRow('Opening', opening), unitRow('Closing', closing)],
  );
  page.heading('Units by entitlement');
  if (entitlements.length === 0) page.line('None.');
  else page.table(unitColumns, entitlements.flatMap(rowsOf));
}

function rowsOf(line: StatementLine): readonly PrintedRow[] {
  const {
    entitlementId,
    orderId,
    lineNo,
    productKey,
    termStart,
    termEnd,
    zone,
    opening,
    movements,
    closing,
  } = line;
  const moved = Object.entries(movements)
    .filter(([, count]) => count !== 0)
    .map(([name, count]) => `${name} ${String(count)}`)
    .join(', ');
  const of = `${entitlementId}, order ${orderId} line ${String(lineNo)}, ${termStart} to ${termEnd} in ${zone}`;
  return [
    { cells: [`${productKey}: ${of}`], bold: true, keep: true },
    unitRow('Opening', opening, { keep: true }),
    unitRow('Closing', closing, { keep: true }),
    { cells: [`In the period: ${moved === '' ? 'no movement' : moved}`] },
  ];
}

function invoices(page: Page, { invoices: all, amounts }: Statement): void {
  page.heading('Invoices and credit notes');
  if (all.length === 0) {
    page.line('None.');
    return;
  }
  const columns = [
    { head: 'Date', share: 0.12 },
    { head: 'Kind', share: 0.1 },
    { head: 'Number', share: 0.2 },
    { head: 'Order', share: 0.28 },
    { head: 'Currency', share: 0.1 },
    { head: 'Amount', share: 0.2, right: true },
  ];
  const rows = all.map(({ date, kind, number, orderId, currency, amount }) => ({
    cells: [date, kind === 'INVOICE' ? 'Invoice' : 'Credit', number, orderId, currency, amount],
  }));
  const sums = amounts.map(({ currency, net }) => ({
    cells: ['Sum', '', '', '', currency, net],
    bold: true,
  }));
  page.table(columns, [...rows, ...sums]);
}

function late(page: Page, { lateFacts }: Statement): void {
  page.heading('Late facts');
  page.line('What earlier knowledge of this or an earlier period lacked.');
  if (lateFacts.length === 0) {
    page.line('None.');
    return;
  }
  const columns = [
    { head: 'Position', share: 0.15 },
    { head: 'Event', share: 0.2 },
    { head: 'Stream', share: 0.29 },
    { head: 'Happened', share: 0.18 },
    { head: 'Learned of', share: 0.18 },
  ];
  page.table(
    columns,
    lateFacts.map(({ position, type, stream, occurredAt, recordedAt }) => ({
      cells: [position, type, stream, occurredAt, recordedAt],
    })),
  );
}

function basis(page: Page, { policies, rests }: Statement): void {
  page.heading('What it rests on');
  page.line(`${String(rests.events)} events, positions ${rests.first ?? '-'} to ${rests.last ?? '-'}`);
  page.line(`SHA-256 over position, id and type of each: ${rests.digest}`);
  page.line(`Decided with: ${policies.join(', ')}`);
}

/** Written last, because only then it is known how many pages there are. */
function numbered(document: PDFKit.PDFDocument, about: string): void {
  const { start, count } = document.bufferedPageRange();
  for (let n = start; n < start + count; n += 1) {
    document.switchToPage(n);
    const { width, height, margins } = document.page;
    // Below the bottom margin, where text would otherwise start another page.
    document.page.margins = { ...margins, bottom: 0 };
    const options = { width: width - margins.left - margins.right, lineBreak: false };
    document.font('Helvetica').fontSize(7).fillColor('#444444');
    document.text(about, margins.left, height - 30, options);
    document.text(`Page ${String(n + 1)} of ${String(count)}`, margins.left, height - 30, {
      ...options,
      align: 'right',
    });
  }
}
