import { Ref } from '#messages/fields.js';
import { EstimateVoucherNeed, exampleOfEstimate } from './estimate-voucher-need.js';

/** The estimate of an institution, and what it has unused. */
export class CompareNeeds extends EstimateVoucherNeed {
  @Ref('ins', 'Institution whose unused codes and site packs count') institutionId!: string;
}

export const exampleOfNeeds = {
  institutionId: 'ins_01hzy3v5m8q4r7t9w2x6a0b1c2',
  ...exampleOfEstimate,
} as const;
