import { Controller, Inject } from '@nestjs/common';
import { type Look } from '#deciding/binding.js';
import { NotFound } from '#deciding/refusals.js';
import { localDateAt } from '#kernel/calendar.js';
import { Refusal } from '#kernel/refusal.js';
import { type Clock } from '#kernel/time.js';
import { institutionFacts } from '#institutions/contracts/institution-facts.js';
import { type Role } from '#messages/roles.js';
import { estimate, needs } from '#planning/application/estimate.js';
import { EstimateVoucherNeed, exampleOfEstimate } from '#planning/contracts/estimate-voucher-need.js';
import { CompareNeeds, exampleOfNeeds } from '#planning/contracts/compare-needs.js';
import { type Estimate } from '#planning/domain/estimate.js';
import { stockOf } from '#read-models/unused-rights/stock.js';
import { CLOCK, LOOK, READ_MODELS } from '../injection.js';
import { type ReadModels } from '../read-models.js';
import { type Posed } from '../request/question-message.js';
import { Question, QuestionRoute } from '../routes/question-route.js';
import { estimateAnswer, needsAnswer } from './planning-schemas.js';

const estimators: readonly Role[] = [
  'vl-administrator',
  'reseller',
  'vendor-operations',
  'operator',
  'auditor',
];

@Controller('v1')
export class PlanningController {
  constructor(
    @Inject(LOOK) private readonly look: Look,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(READ_MODELS) private readonly models: ReadModels,
  ) {}

  @QuestionRoute('voucher-need', {
    operationId: 'estimateVoucherNeed',
    question: EstimateVoucherNeed,
    summary: 'Estimate how many vouchers are needed, and which packs',
    description:
      'A question, although it is sent with POST: it records nothing and needs no Idempotency-Key. What there is no time to ' +
      'prepare for is not counted; it is advice, and blocks no order (R69, R70).',
    roles: [...estimators, 'candidate'],
    example: exampleOfEstimate,
    answer: estimateAnswer,
  })
  estimate(@Question() { question }: Posed<EstimateVoucherNeed>): Promise<Estimate | Refusal> {
    return estimate(question, this.look, localDateAt(this.clock.now(), 'UTC'));
  }

  @QuestionRoute('needs', {
    operationId: 'compareNeeds',
    question: CompareNeeds,
    summary:
      'An estimate beside what the institution has unused: what is covered, what is missing, which packs',
    description:
      'Counts codes that nobody has and that are not stranded, and exams that site packs have left, those of suspended ones ' +
      'apart. A right pays for an exam only if it holds on the last day of its preparation (R63, R70). Packs are proposed ' +
      'for what is missing and can be bought in time. It records nothing and needs no Idempotency-Key.',
    roles: estimators,
    example: exampleOfNeeds,
    answer: needsAnswer,
  })
  async needs(@Question() { question, caller, after }: Posed<CompareNeeds>): Promise<object | Refusal> {
    const { institutionId } = question;
    const { institutions } = caller;
    const { registered } = await this.look.at(institutionFacts, institutionId);
    const isTheirs = institutions === '*' || institutions.includes(institutionId);
    if (registered === undefined || !isTheirs) return NotFound();
    const now = this.clock.now();
    const today = localDateAt(now, registered.zone);
    const { lots, asOf } = await stockOf(this.models.reads, { institutions, institutionId, after, now });
    const answered = await needs(question, lots, this.look, today);
    return answered instanceof Refusal ? answered : { ...answered, asOf };
  }
}
