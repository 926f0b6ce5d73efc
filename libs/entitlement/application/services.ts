import { type EventStore } from '#event-store/port.js';
import { type Sealer } from '#privacy/sealer.js';
import { type KeyedHash } from '../contracts/code-id.js';

/** What the entitlement decisions need beside the log of their own stream. */
export interface EntitlementServices {
  readonly store: EventStore;
  readonly sealer: Sealer;
  readonly keyedHash: KeyedHash;
  /** Policy 6 of the model: an assignment cannot be undone, not even before disclosure. */
  readonly strictAssignment?: boolean;
}
