/** Encrypts what the log may carry but nobody may read in it: code values and personal fields. */
export interface Sealer {
  /**
   * A box that only this ring's holder can open, text without blanks.
   * @param scope id of the person or entitlement whose key is used; destroying that key closes all its boxes for good
   * @throws ScopeErased when the scope's key has been destroyed
   */
  seal(scope: string, text: string): Promise<string>;
  /** The text; undefined once the key has been destroyed. @throws SealBroken when it is no box of this ring */
  open(box: string): Promise<string | undefined>;
}

/** Nothing can be sealed any more for a scope whose key was destroyed: its id is not used again. */
export class ScopeErased extends Error {
  override readonly name = 'ScopeErased';
  constructor(readonly scope: string) {
    super(`the key of ${scope} has been destroyed`);
  }
}

/** A box that was tampered with, or that another ring has made. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
}
