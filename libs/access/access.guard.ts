import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { type Caller } from '#deciding/context.js';
import { bearerTokenOf } from './bearer-token.js';
import { type Callers } from './callers.js';
import { Unauthenticated } from './unauthenticated.js';

/** Injection token of the {@link Callers}. */
export const CALLERS = Symbol('callers');

export interface Authenticated {
  readonly headers: { readonly authorization?: string };
  caller: Caller | undefined;
}

/**
 * The one guard, before every controller: no request is handled without a known caller. What the caller may do is
 * decided where the command or the query is known.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(@Inject(CALLERS) private readonly callers: Callers) {}

  /** @throws Unauthenticated */
  canActivate(context: ExecutionContext): true {
    const request = context.switchToHttp().getRequest<Authenticated>();
    const token = bearerTokenOf(request.headers.authorization);
    const caller = token === undefined ? undefined : this.callers.callerOf(token);
    if (caller === undefined) throw new Unauthenticated(request.headers.authorization !== undefined);
    request.caller = caller;
    return true;
  }
}
