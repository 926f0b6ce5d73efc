import { allEvents } from '#composition/all-events.js';
import { type Ledger } from '#composition/open-ledger.js';
import { type Logger } from '#observability/logger.js';
import { NightlyVerification } from '#projecting/nightly-verification.js';
import { projectors } from '#read-models/projectors.js';

/** The nightly comparison of every model with a fresh replay, unless it is configured away. */
export function startVerification(
  { store, database, configuration }: Pick<Ledger, 'store' | 'database' | 'configuration'>,
  logger: Pick<Logger, 'info' | 'warn' | 'error'>,
): NightlyVerification | undefined {
  if (configuration.verifyAt === 'never') return undefined;
  const verification = new NightlyVerification({
    world: { store, database, registry: allEvents },
    projectors,
    at: configuration.verifyAt,
    now: Date.now,
    report(model, result) {
      if ('failure' in result)
        logger.warn({ model, failure: result.failure }, 'a projection could not be verified');
      else if (result.equal) logger.info({ model, position: result.position }, 'a projection is verified');
      else
        logger.error(
          { model, position: result.position, firstDifference: result.firstDifference },
          'a projection DIFFERS from a fresh replay; rebuild it',
        );
    },
  });
  verification.start();
  return verification;
}
