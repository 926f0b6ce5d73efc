/** No token, or one that nobody has: the edge answers 401 with a challenge (RFC 6750). */
export class Unauthenticated extends Error {
  override readonly name = 'Unauthenticated';
  constructor(
    /** Whether a token was sent at all. */
    readonly tokenSent: boolean,
  ) {
    super(tokenSent ? 'The bearer token is not known.' : 'A bearer token is required.');
  }

  get challenge(): string {
    return this.tokenSent ? 'Bearer realm="ledger", error="invalid_token"' : 'Bearer realm="ledger"';
  }
}
