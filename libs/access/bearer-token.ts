import { hash, randomBytes } from 'node:crypto';

/**
 * What is stored of a token: plain SHA-256, hex. A slow, salted hash protects secrets that people choose; a token is
 * 256 random bits, which no dictionary holds and no computer can try, and it is hashed on every request.
 */
export const hashOfToken = (token: string): string => hash('sha256', token, 'hex');

export const newToken = (): string => `led_${randomBytes(32).toString('base64url')}`;

const form = /^Bearer +([A-Za-z0-9._~+/-]{1,512}=*) *$/i;

/** The token of an Authorization header (RFC 6750); undefined for another scheme or form. */
export const bearerTokenOf = (authorization: string | undefined): string | undefined =>
  authorization === undefined ? undefined : form.exec(authorization)?.[1];
