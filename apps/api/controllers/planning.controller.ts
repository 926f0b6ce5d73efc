import { Controller, Inject } from '@nestjs/common';
import { type Look } from '#deciding/binding.js';
import { localDateAt } from '#kernel/calendar.js';
import { type Refusal } from '#kernel/refusal.js';
import { type Clock } from '#kernel/time.js';
import { type JsonSchema } from '#messages/json-schema.js';
import { estimate } from '#planning/application/estimate.js';
import { EstimateVoucherNeed, exampleOfEstimate } from '#planning/contracts/estimate-voucher-need.js';
import { examFamilies } from '#planning/contracts/vocabulary.js';
import { type Estimate } from '#planning/domain/estimate.js';
import { CLOCK, LOOK } from '../injection.js';
import { Question, QuestionRoute } from '../routes/question-route.js';

const count: JsonSchema = { type: 'integer' };
const family: JsonSchema = { type: 'string', enum: examFamilies };
const listOf = (properties: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'array',
  items: { type: 'object', properties },
});

const answer: JsonSchema = {
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
    need: listOf({ family, exams: count, retakes: count, vouchers: count }),
    vouchers: { ...count, description: 'Needed in all' },
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
  },
};

@Controller('v1')
export class PlanningController {
  constructor(
    @Inject(LOOK) private readonly look: Look,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @QuestionRoute('voucher-need', {
    operationId: 'estimateVoucherNeed',
    question: EstimateVoucherNeed,
    summary: 'Estimate how many vouchers are needed, and which packs',
    description:
      'A question, although it is sent with POST: it records nothing and needs no Idempotency-Key. What there is no time to ' +
      'prepare for is not counted; it is advice, and blocks no order (R69, R70).',
    roles: ['vl-administrator', 'reseller', 'vendor-operations', 'candidate', 'operator', 'auditor'],
    example: exampleOfEstimate,
    answer,
  })
  estimate(@Question() question: EstimateVoucherNeed): Promise<Estimate | Refusal> {
    return estimate(question, this.look, localDateAt(this.clock.now(), 'UTC'));
  }
}
