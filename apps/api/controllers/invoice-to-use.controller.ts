import { Controller, Inject } from '@nestjs/common';
import { type Clock } from '#kernel/time.js';
import { Currency, Day, Flag, OneOf, Ref, SomeOf, Text } from '#messages/fields.js';
import { type Role } from '#messages/roles.js';
import { lineSorts, listInvoiceLines } from '#read-models/invoice-to-use/lines.js';
import {
  type BudgetPeriod,
  budgetPeriods,
  listBudget,
  listSavings,
} from '#read-models/invoice-to-use/sums.js';
import { listUses, type UseState, useStates } from '#read-models/invoice-to-use/uses.js';
import { CLOCK, READ_MODELS } from '../injection.js';
import { type ReadModels } from '../read-models.js';
import { type Asked } from '../request/query-message.js';
import { QueryRoute, Wanted } from '../routes/query-route.js';
import { budgetSchema, invoiceLineSchema, savingsSchema, useSchema } from './invoice-to-use-schemas.js';

const readers: readonly Role[] = ['vl-administrator', 'vendor-operations', 'auditor', 'operator'];
const sorts = Object.keys(lineSorts) as (keyof typeof lineSorts)[];

class BilledWanted {
  @Ref('ins', 'Institution', { optional: true }) institutionId?: string;
  @Ref('agr', 'Agreement', { optional: true }) agreementId?: string;
  @Ref('enr', 'Enrollment', { optional: true }) enrollmentId?: string;
  @Text('Product', { max: 40, optional: true }) productKey?: string;
  @Currency('Currency', { optional: true }) currency?: string;
  @Day('Invoiced on or after', { optional: true }) invoicedFrom?: string;
  @Day('Invoiced before', { optional: true }) invoicedBefore?: string;
}

class LinesWanted extends BilledWanted {
  @Ref('ord', 'Order', { optional: true }) orderId?: string;
  @Ref('ent', 'Entitlement', { optional: true }) entitlementId?: string;
  @Text('Issuer of the invoice', { max: 20, optional: true }) issuer?: string;
  @Text('Number of the invoice', { max: 20, optional: true }) invoiceNo?: string;
  @Flag('Only lines whose saving lies outside 20 to 80 percent, or only the others', { optional: true })
  outsideStatedRange?: boolean;
  @OneOf(sorts, 'Order of the answer; the latest first unless said otherwise', { optional: true })
  sort?: keyof typeof lineSorts;
}

class SumsWanted extends BilledWanted {
  @OneOf(budgetPeriods, 'Periods of the invoice date told apart; YEAR unless said otherwise', {
    optional: true,
  })
  period?: BudgetPeriod;
}

class UsesWanted {
  @Ref('ins', 'Institution', { optional: true }) institutionId?: string;
  @Text('Number of the invoice', { max: 20, optional: true }) invoiceNo?: string;
  @Ref('ord', 'Order', { optional: true }) orderId?: string;
  @Ref('ent', 'Entitlement', { optional: true }) entitlementId?: string;
  @Ref('cod', 'Code', { optional: true }) codeId?: string;
  @Text('Registration, booking or exam start at the provider', { max: 60, optional: true })
  registrationKey?: string;
  @Text('Exam', { max: 20, optional: true }) examCode?: string;
  @Ref('per', 'Candidate or assignee', { optional: true }) personRef?: string;
  @SomeOf(useStates, 'What became of it', { optional: true }) state?: readonly UseState[];
}

@Controller('v1')
export class InvoiceToUseController {
  constructor(
    @Inject(READ_MODELS) private readonly models: ReadModels,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @QueryRoute('invoice-lines', {
    operationId: 'listInvoiceLines',
    query: LinesWanted,
    summary: 'Invoice lines with list price, net, saving and use',
    description:
      'Used, wasted and open value make up the net. The reference is the price of the same vouchers bought one by one; ' +
      'savings outside 20 to 80 percent are flagged, and no rule (R7); a single voucher is its own reference and never flagged.',
    roles: readers,
    answer: invoiceLineSchema,
    list: true,
  })
  lines(@Wanted() { query, caller, after, limit, cursor }: Asked<LinesWanted>) {
    const { sort = '-invoiceDate', ...filter } = query;
    const { institutions } = caller;
    const now = this.clock.now();
    return listInvoiceLines(this.models.reads, { institutions, after, limit, cursor, now, sort, filter });
  }

  @QueryRoute('invoice-uses', {
    operationId: 'listInvoiceUses',
    query: UsesWanted,
    summary: 'From the invoice line to the exam, or back',
    description:
      'One row a code, an exam of a site pack, or the forfeited seats of a session, with the line that paid for it and what ' +
      'came of it. Ask by invoice or order from one end, by registration, code or exam from the other.',
    roles: readers,
    answer: useSchema,
    list: true,
  })
  uses(@Wanted() { query, caller, after, limit, cursor }: Asked<UsesWanted>) {
    const { state: states, ...filter } = query;
    const { institutions } = caller;
    const now = this.clock.now();
    const asked = { institutions, after, limit, cursor, now };
    return listUses(this.models.reads, { ...asked, filter: { ...filter, states } });
  }

  @QueryRoute('budget', {
    operationId: 'listBudget',
    query: SumsWanted,
    summary: 'What was billed and what it was good for, by institution, agreement, period and currency',
    description: 'Amounts of two currencies are never added. What has expired unused is wasted.',
    roles: readers,
    answer: budgetSchema,
    list: true,
  })
  budget(@Wanted() { query, caller, after, limit, cursor }: Asked<SumsWanted>) {
    const { period, ...filter } = query;
    const { institutions } = caller;
    const now = this.clock.now();
    return listBudget(this.models.reads, { institutions, after, limit, cursor, now, period, filter });
  }

  @QueryRoute('savings', {
    operationId: 'listSavings',
    query: SumsWanted,
    summary: 'What volume licensing saved, by product, price level, period and currency',
    description: 'Against the same vouchers bought one by one, for lines that have such a price (R7).',
    roles: readers,
    answer: savingsSchema,
    list: true,
  })
  savings(@Wanted() { query, caller, after, limit, cursor }: Asked<SumsWanted>) {
    const { period, ...filter } = query;
    const { institutions } = caller;
    const now = this.clock.now();
    return listSavings(this.models.reads, { institutions, after, limit, cursor, now, period, filter });
  }
}
