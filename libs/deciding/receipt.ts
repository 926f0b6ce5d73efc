import { type Position } from '#event-store/port.js';

/** The answer to an accepted command; a repeat of the command gets the first one again. */
export interface Receipt {
  /** Id of the thing that decided. */
  readonly id: string;
  readonly stream: string;
  /** Revision of the stream after the command; undefined while the stream does not exist. */
  readonly revision: number | undefined;
  /** For `?after=` on a query; undefined when nothing is recorded. */
  readonly position: Position | undefined;
  readonly commandId: string;
  /** Types of the events that it recorded. */
  readonly events: readonly string[];
  readonly dryRun?: true;
}
