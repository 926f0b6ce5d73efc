import { demoPriceCommands, loadSeed, seedCommands, throughBus } from '#catalogue/seed/index.js';
import { type Configuration } from '#config/configuration.js';
import { type Answer } from '#deciding/decisions.js';
import { type Logger } from '#observability/logger.js';

/**
 * Exams, products and business calendars, and in development an example price list. They come in as commands with
 * fixed ids, so loading them again changes nothing.
 */
export async function loadReferenceData(
  { mode }: Configuration,
  bus: { execute(command: object): Promise<Answer> },
  logger: Logger,
): Promise<void> {
  const send = throughBus(bus);
  const refused = [
    ...(await loadSeed(send, seedCommands())),
    // Prices only ever come from an import (R15); these are examples.
    ...(mode === 'development' ? await loadSeed(send, demoPriceCommands()) : []),
  ];
  for (const { subject, refusal } of refused) {
    logger.warn({ subject, refusal: refusal.type.code }, 'reference data was refused');
  }
}
