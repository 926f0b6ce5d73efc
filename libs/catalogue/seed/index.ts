import { calendarCommands } from './calendars.js';
import { examCommands } from './exams.js';
import { productCommands } from './products.js';
import { type SeedCommand } from './seed-command.js';

export { demoPriceCommands, demoPriceListId } from './demo-prices.js';
export { type RefusedSeed, type Send, loadSeed, throughBus } from './load.js';
export { type SeedCommand } from './seed-command.js';

/** The reference data of a new ledger: products, exams and business calendars. No prices (R15). */
export const seedCommands = (): Iterable<SeedCommand> => [
  ...productCommands(),
  ...examCommands(),
  ...calendarCommands(),
];
