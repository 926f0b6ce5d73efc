import { type DeliveryProvider } from '#catalogue/contracts/vocabulary.js';

export interface SupplyRequest {
  readonly entitlementId: string;
  readonly batchNo: number;
  readonly productKey: string;
  readonly provider: DeliveryProvider | undefined;
  readonly count: number;
}

/** Where clear code values come from; they exist in memory only, between here and the sealer. */
export interface CodeSupply {
  /**
   * Up to so many codes, fewer when there are no more. The same entitlement and batch may be asked for again:
   * what the first answer gave is then given again, or never used.
   * @throws SupplyUnavailable
   */
  take(request: SupplyRequest): Promise<readonly string[]>;
}

/** The supply does not answer; asking later may help. */
export class SupplyUnavailable extends Error {
  override readonly name = 'SupplyUnavailable';
}
