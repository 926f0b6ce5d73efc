import { PublishPriceList } from '#catalogue/contracts/price-list-commands.js';
import { demoPriceCommands, demoPriceListId } from '#catalogue/seed/demo-prices.js';
import { plusDays } from '#kernel/calendar.js';
import { type CalendarDate } from '#kernel/time.js';
import { type Client } from './client.js';

const years = 20;

/**
 * Stories move the clock by a year each, and after some the example prices have run out: they go on as they were. A
 * second story finds them published, and its edition refused.
 */
export async function priced(client: Client, today: CalendarDate): Promise<void> {
  const [first] = demoPriceCommands().map(({ command }) => command);
  if (!(first instanceof PublishPriceList)) return;
  const lastDay = first.rows.map(({ validTo }) => validTo).reduce((a, b) => (a > b ? a : b));
  if (today <= lastDay) return;
  const validFrom = plusDays(lastDay, 1);
  const validTo = `${Number(lastDay.slice(0, 4)) + years}-12-31`;
  const rows = first.rows
    .filter((row) => row.validTo === lastDay)
    .map((row) => Object.assign({}, row, { validFrom, validTo }));
  const edition = { priceListId: demoPriceListId, edition: first.edition + 1, file: first.file, rows };
  await client.attempt('catalogue', `/v1/price-lists/${demoPriceListId}/publish`, edition);
}
