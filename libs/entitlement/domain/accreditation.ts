import { type Instant } from '#kernel/time.js';

/**
 * Whether an academic institution had, at that instant, been without accreditation for longer than the grace period
 * (R71). It suspends codes that nobody has seen; disclosed ones stay good, and nothing expires (E52).
 */
export type LostAccreditation = (at: Instant) => boolean;
