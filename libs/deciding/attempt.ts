import { type DomainEvent } from '#kernel/event.js';
import { type Binding } from './binding.js';
import { type CommandContext } from './context.js';
import { type Folded } from './fold-cache.js';
import { type Receipt } from './receipt.js';

/** One command on its way to a decision. */
export interface Attempt {
  readonly binding: Binding;
  readonly command: object;
  readonly context: CommandContext;
  readonly id: string;
  readonly stream: string;
  readonly hash: string;
  /** It has claimed values, which must be given back if it is refused after all. */
  hasClaimed: boolean;
}

/** The institution of the stream, as it is or as the events would make it. */
export const tenantWith = (
  { aggregate }: Binding,
  { state }: Folded,
  events: readonly DomainEvent[],
): string | undefined => {
  const tenant = aggregate.tenant(state);
  return tenant ?? aggregate.tenant(events.reduce(aggregate.fold.evolve, state));
};

/** An institution's people never touch, nor learn of, what belongs to another institution. */
export function mayTouch(
  { binding, context }: Attempt,
  folded: Folded,
  events: readonly DomainEvent[],
): boolean {
  const { institutions } = context.caller;
  if (institutions === '*') return true;
  const tenant = tenantWith(binding, folded, events);
  return tenant === undefined || institutions.includes(tenant);
}

export function receiptOf(
  { id, stream, context }: Attempt,
  {
    revision,
    position,
    events,
  }: { revision: number; position: string | undefined; events: readonly string[] },
): Receipt {
  return {
    id,
    stream,
    revision: revision < 0 ? undefined : revision,
    position,
    commandId: context.commandId,
    events,
  };
}

export const dryReceipt = (attempt: Attempt, folded: Folded, events: readonly DomainEvent[]): Receipt => ({
  ...receiptOf(attempt, { ...folded, events: events.map((event) => event.type) }),
  dryRun: true,
});
