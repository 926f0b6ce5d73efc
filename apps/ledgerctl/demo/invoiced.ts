import { type Client } from './client.js';
import { now } from './time.js';

export interface Ordering {
  readonly enrollmentId: string;
  readonly resellerId: string;
}

export interface WantedLine {
  readonly productKey: string;
  readonly packs: number;
}

/** An order of twelve-month lines, processed and invoiced on the ledger's day. @returns its id */
export async function invoiced(
  client: Client,
  { enrollmentId, resellerId }: Ordering,
  wanted: readonly WantedLine[],
): Promise<string> {
  const lines = wanted.map((line) => ({ ...line, termModel: 'TWELVE_MONTH' }));
  const order = { enrollmentId, resellerId, salesRegion: 'EMEA', currency: 'EUR', lines };
  const orderId = String((await client.send('reseller', '/v1/orders', order))['id']);
  const number = orderId.slice(-8).toUpperCase();
  await client.send('vendor-operations', `/v1/orders/${orderId}/process`, {
    orderId,
    revision: 1,
    occurredAt: await now(client),
    vendorOrderNo: `V-${number}`,
  });
  await client.send('vendor-operations', `/v1/orders/${orderId}/invoice`, {
    orderId,
    revision: 1,
    issuer: 'EOC-DUBLIN',
    invoiceNo: `INV-${number}`,
    invoiceDate: (await now(client)).slice(0, 10),
    calendarId: 'DE-NATIONWIDE',
    lines: wanted.map(({ productKey, packs }, index) => ({ lineNo: index + 1, productKey, packs })),
  });
  return orderId;
}
