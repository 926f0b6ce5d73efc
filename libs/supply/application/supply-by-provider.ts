import { type DeliveryProvider } from '#catalogue/contracts/vocabulary.js';
import { type CodeSupply } from '../contracts/code-supply.js';

/** A supply for each provider that brings its own codes; the other one for everybody else. */
export const supplyByProvider = (
  own: Readonly<Partial<Record<DeliveryProvider, CodeSupply>>>,
  otherwise: CodeSupply,
): CodeSupply => ({
  take: (request) => {
    const supply = request.provider === undefined ? undefined : own[request.provider];
    return (supply ?? otherwise).take(request);
  },
});
