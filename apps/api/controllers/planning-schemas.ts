import { type JsonSchema } from '#messages/json-schema.js';
import { examFamilies } from '#planning/contracts/vocabulary.js';

const count: JsonSchema = { type: 'integer' };
const family: JsonSchema = { type: 'string', enum: examFamilies };
const listOf = (properties: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'array',
  items: { type: 'object', properties },
});

const common: Readonly<Record<string, JsonSchema>> = {
  usableMonths: { ...count, description: 'Months in which a voucher bought now can be used, 12 at most' },
  retakeRatePercent: count,
  certifications: listOf({
    group: count,
    family,
    exams: count,
    preparationMonths: count,
    preparation: { type: 'string', enum: ['STATED', 'ADVISED'] },
    fits: { type: 'boolean', description: 'There is time to prepare before the vouchers expire' },
  }),
  proposal: {
    type: 'object',
    properties: {
      chosenBy: { type: 'string', enum: ['LEAST_COST', 'LEAST_WASTE'] },
      packs: listOf({ productKey: { type: 'string' }, packs: count, vouchers: count }),
      vouchers: count,
      waste: { ...count, description: 'Beyond the need: they will expire' },
      cost: {
        type: 'object',
        description: 'List price of twelve months; binds nobody',
        properties: { amount: { type: 'string' }, currency: { type: 'string' } },
      },
    },
  },
  warnings: listOf({
    code: {
      type: 'string',
      enum: ['PREPARATION_EXCEEDS_TERM', 'PREPARATION_FILLS_TERM', 'NO_PACK_FOR_FAMILY', 'PRICE_MISSING'],
    },
    group: count,
    family,
    productKey: { type: 'string' },
  }),
};

export const estimateAnswer: JsonSchema = {
  type: 'object',
  required: [
    'usableMonths',
    'retakeRatePercent',
    'certifications',
    'need',
    'vouchers',
    'proposal',
    'warnings',
  ],
  properties: {
    ...common,
    need: listOf({ family, exams: count, retakes: count, vouchers: count }),
    vouchers: { ...count, description: 'Needed in all' },
  },
};

const need = {
  family,
  preparationMonths: count,
  preparedOn: { type: 'string', format: 'date', description: 'Last day of the preparation' },
  fits: { type: 'boolean', description: 'A voucher bought now would live that long' },
  exams: count,
  retakes: count,
  vouchers: count,
  covered: { ...count, description: 'Paid for by what there is' },
  missing: count,
  expireBefore: {
    ...count,
    description: 'Unused units of the family that expire before the preparation is over',
  },
} satisfies Readonly<Record<string, JsonSchema>>;
const lot = {
  kind: { type: 'string', enum: ['CODES', 'SITE_PACK'] },
  entitlementId: { type: 'string' },
  productKey: { type: ['string', 'null'] },
  families: { type: 'array', items: family },
  units: count,
  lastDay: { type: 'string', format: 'date', description: 'Last day of use' },
  usable: { type: 'boolean', description: 'False while a site pack is suspended' },
  allotted: { ...count, description: 'Units that the covered needs take' },
} satisfies Readonly<Record<string, JsonSchema>>;

const ofNeeds: Readonly<Record<string, JsonSchema>> = {
  ...common,
  needs: listOf(need),
  vouchers: { ...count, description: 'Needed in all, also what cannot be bought in time' },
  covered: count,
  missing: count,
  missingTooLate: { ...count, description: 'Of those missing: no voucher bought now would live long enough' },
  stock: listOf(lot),
};
export const needsAnswer: JsonSchema = {
  type: 'object',
  required: Object.keys(ofNeeds),
  properties: ofNeeds,
};
