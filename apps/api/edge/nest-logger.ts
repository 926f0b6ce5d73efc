import { type LoggerService } from '@nestjs/common';
import { type Logger } from '#observability/logger.js';

/** The framework's voice in the ledger's log: its warnings and errors, not its chatter. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(): void {
    // Which routes there are is in the OpenAPI document.
  }

  warn(message: unknown): void {
    this.logger.warn({ from: 'nest' }, String(message));
  }

  error(message: unknown): void {
    if (message instanceof Error) this.logger.error({ from: 'nest', error: message }, 'framework error');
    else this.logger.error({ from: 'nest' }, String(message));
  }
}
