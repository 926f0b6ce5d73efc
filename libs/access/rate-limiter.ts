/** How a caller stands after a request. */
export interface Standing {
  readonly allowed: boolean;
  /** Requests that it may still send at once. */
  readonly remaining: number;
  /** Whole seconds until it has its full quota again. */
  readonly reset: number;
  /** Whole seconds to wait, at least 1; 0 when it was allowed. */
  readonly retryAfter: number;
}

const WINDOW_SECONDS = 60;
const windowMs = WINDOW_SECONDS * 1000;

/**
 * A quota per caller that fills again evenly: what was not used is there at once, and after that as many requests as
 * its rate. One number is kept per caller (the generic cell rate algorithm): when its quota would be full again. Each
 * process counts for itself.
 */
export class RateLimiter {
  readonly policy: string;
  private readonly fullAt = new Map<string, number>();
  private readonly cost: number;

  /** @param now milliseconds that never go back */
  constructor(
    perMinute: number,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.cost = windowMs / perMinute;
    this.policy = `"caller";q=${perMinute};w=${WINDOW_SECONDS}`;
  }

  take(callerId: string): Standing {
    const now = this.now();
    const before = Math.max(this.fullAt.get(callerId) ?? 0, now);
    const after = before + this.cost;
    const over = after - now - windowMs;
    // Less than a microsecond is no more than a rounding of numbers.
    if (over > 0.001) {
      const reset = Math.ceil((before - now) / 1000);
      return { allowed: false, remaining: 0, reset, retryAfter: Math.max(1, Math.ceil(over / 1000)) };
    }
    this.fullAt.set(callerId, after);
    const remaining = Math.floor(-over / this.cost + 0.001);
    return { allowed: true, remaining, reset: Math.ceil((after - now) / 1000), retryAfter: 0 };
  }
}

/** Undefined: no limit. */
export const rateLimiterOf = (perMinute: number): RateLimiter | undefined =>
  perMinute === 0 ? undefined : new RateLimiter(perMinute);

/** The value of a `RateLimit` header (draft-ietf-httpapi-ratelimit-headers). */
export const rateLimitHeader = ({ remaining, reset }: Standing): string =>
  `"caller";r=${remaining};t=${reset}`;

/** The caller has used its quota. */
export class TooManyRequests extends Error {
  override readonly name = 'TooManyRequests';
  constructor(readonly retryAfterSeconds: number) {
    super('The caller has sent more requests than it may.');
  }
}
