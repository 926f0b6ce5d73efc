import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { type Caller } from '#deciding/context.js';
import { bearerTokenOf } from './bearer-token.js';
import { type Callers } from './callers.js';
import { type RateLimiter, rateLimitHeader, TooManyRequests } from './rate-limiter.js';
import { Unauthenticated } from './unauthenticated.js';

/** Injection token of the {@link Callers}. */
export const CALLERS = Symbol('callers');

/** Injection token of the {@link RateLimiter}, or of undefined where there is no limit. */
export const RATE_LIMITER = Symbol('rate limiter');

export interface Authenticated {
  readonly headers: { readonly authorization?: string };
  caller: Caller | undefined;
}

interface Answering {
  header(name: string, value: string): unknown;
}

/**
 * The one guard, before every controller: no request is handled without a known caller, nor more of
 * one caller than its quota. What the caller may do is
 * decided where the command or the query is known.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    @Inject(CALLERS) private readonly callers: Callers,
    @Inject(RATE_LIMITER) private readonly limiter: RateLimiter | undefined,
  ) {}

  /** @throws Unauthenticated, TooManyRequests */
  canActivate(context: ExecutionContext): true {
    const request = context.switchToHttp().getRequest<Authenticated>();
    const token = bearerTokenOf(request.headers.authorization);
    const caller = token === undefined ? undefined : this.callers.callerOf(token);
    if (caller === undefined) throw new Unauthenticated(request.headers.authorization !== undefined);
    request.caller = caller;
    if (this.limiter !== undefined)
      this.limit(this.limiter, caller.id, context.switchToHttp().getResponse<Answering>());
    return true;
  }

  private limit(limiter: RateLimiter, callerId: string, answer: Answering): void {
    const standing = limiter.take(callerId);
    answer.header('ratelimit-policy', limiter.policy);
    answer.header('ratelimit', rateLimitHeader(standing));
    if (!standing.allowed) throw new TooManyRequests(standing.retryAfter);
  }
}
