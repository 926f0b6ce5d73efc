import { type DomainEvent } from '#kernel/event.js';
import { type Aggregate } from './aggregate.js';
import { type Look } from './binding.js';
import { type Caller } from './context.js';

/** A decision looked at what belongs to an institution that its caller does not act for. */
export class NotYours extends Error {
  override readonly name = 'NotYours';
}

/** Looks for a caller of some institutions: what other institutions have is not there, whatever a refusal would say of it. */
export function lookWithin(look: Look, { institutions }: Pick<Caller, 'institutions'>): Look {
  const own = <S, E extends DomainEvent>(aggregate: Aggregate<S, E>, state: S): S => {
    const tenant = aggregate.tenant(state);
    if (institutions !== '*' && tenant !== undefined && !institutions.includes(tenant)) throw new NotYours();
    return state;
  };
  return {
    ...look,
    at: async (aggregate, id) => own(aggregate, await look.at(aggregate, id)),
    reference: async (aggregate, id) => own(aggregate, await look.reference(aggregate, id)),
  };
}
