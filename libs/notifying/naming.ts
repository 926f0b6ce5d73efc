import { type Look } from '#deciding/binding.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';

export interface Named {
  /** Product and id, such as `CP-30, ent_…`: nobody knows an entitlement by its id alone. */
  readonly name: string;
}

/** The same, each with the name of its entitlement. */
export const named = <T extends { readonly entitlementId: string }>(
  each: readonly T[],
  look: Look,
): Promise<readonly (T & Named)[]> =>
  Promise.all(
    each.map(async (one) => {
      const { granted } = await look.at(entitlementFacts, one.entitlementId);
      const { entitlementId } = one;
      return {
        ...one,
        name: granted === undefined ? entitlementId : `${granted.productKey}, ${entitlementId}`,
      };
    }),
  );
