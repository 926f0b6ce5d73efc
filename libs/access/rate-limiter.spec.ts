import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RateLimiter, rateLimitHeader } from './rate-limiter.js';

function limited(perMinute: number) {
  const clock = { now: 1000 };
  return { clock, limiter: new RateLimiter(perMinute, () => clock.now) };
}

describe('the quota of a caller', () => {
  it('can be used at once, and is then refused until a request more is there', () => {
    const { clock, limiter } = limited(3);
    expect([1, 2, 3].map(() => limiter.take('a').remaining)).toEqual([2, 1, 0]);
    expect(limiter.take('a')).toEqual({ allowed: false, remaining: 0, reset: 60, retryAfter: 20 });
    clock.now += 19_999;
    expect(limiter.take('a')).toMatchObject({ allowed: false, retryAfter: 1 });
    clock.now += 1;
    expect(limiter.take('a')).toMatchObject({ allowed: true, remaining: 0 });
    expect(limiter.take('a').allowed).toBe(false);
  });

  it('is one of its own', () => {
    const { limiter } = limited(1);
    expect(limiter.take('a').allowed).toBe(true);
    expect(limiter.take('b').allowed).toBe(true);
    expect(limiter.take('a').allowed).toBe(false);
  });

  it('is never exceeded: no minute sees more than the quota and what filled again in it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.array(fc.nat({ max: 5000 }), { maxLength: 300 }),
        (quota, gaps) => {
          const { clock, limiter } = limited(quota);
          const start = clock.now;
          let allowed = 0;
          for (const gap of gaps) {
            clock.now += gap;
            if (limiter.take('a').allowed) allowed += 1;
          }
          expect(allowed).toBeLessThanOrEqual(quota + ((clock.now - start) * quota) / 60_000 + 0.01);
        },
      ),
    );
  });

  it('is told in the words of the draft', () => {
    const { limiter } = limited(100);
    expect(limiter.policy).toBe('"caller";q=100;w=60');
    expect(rateLimitHeader(limiter.take('a'))).toBe('"caller";r=99;t=1');
  });
});
