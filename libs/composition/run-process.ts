import { ConfigurationError } from '#config/configuration-error.js';
import { isDatabaseFailure } from '#database/database.js';
import { isStoreFailure } from '#event-store/failures.js';
import { KeyRingUnusable } from '#privacy/key-ring.js';

/** Something that runs until it is asked to stop. */
export interface Running {
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
 * lost. What the operator can mend is said in one sentence; everything else with its stack.
 */
export async function runProcess(start: () => Promise<Running>): Promise<void> {
  try {
    const running = await start();
    let stopping: Promise<void> | undefined;
    const stop = () => {
      stopping ??= running.stop().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
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
