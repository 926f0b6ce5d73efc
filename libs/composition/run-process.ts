import { ConfigurationError } from '#config/configuration-error.js';
import { isDatabaseFailure } from '#database/database.js';
import { isStoreFailure } from '#event-store/failures.js';
import { type Logger } from '#observability/logger.js';
import { KeyRingUnusable } from '#privacy/key-ring.js';

/** Something that runs until it is asked to stop. */
export interface Running {
  readonly logger: Logger;
  stop(): Promise<void>;
}

/** Whether the operator can mend it: its message is one sentence for them. */
export const isForOperator = (error: unknown): error is Error =>
  error instanceof ConfigurationError ||
  error instanceof KeyRingUnusable ||
  isStoreFailure(error) ||
  isDatabaseFailure(error);

/**
 * Starts a process of the product, and stops it on SIGTERM or SIGINT: once, in order, so that nothing acknowledged is
 * lost, and each signal is named in the log. What the operator can mend is said in one sentence; everything else with its stack.
 */
export async function runProcess(start: () => Promise<Running>): Promise<void> {
  try {
    const running = await start();
    let stopping: Promise<void> | undefined;
    const stop = (signal: NodeJS.Signals) => {
      const { logger } = running;
      if (stopping !== undefined) {
        logger.info({ signal }, 'a signal came while it stops: it does already');
        return;
      }
      logger.info({ signal }, 'a signal came: it stops');
      const since = performance.now();
      stopping = running.stop().then(
        () => {
          logger.info({ signal, ms: Math.round(performance.now() - since) }, 'it has stopped');
          process.exit(0);
        },
        (error: unknown) => {
          logger.error({ signal, error }, 'it did not stop as it should');
          process.exit(1);
        },
      );
    };
    process.on('SIGTERM', stop).on('SIGINT', stop);
  } catch (error) {
    console.error(isForOperator(error) ? error.message : error);
    process.exit(1);
  }
}
