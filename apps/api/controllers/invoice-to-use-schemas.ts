import { type JsonSchema } from '#messages/json-schema.js';
import { lines, uses } from '#read-models/invoice-to-use/tables.js';
import { useStates } from '#read-models/invoice-to-use/uses.js';
import { rowSchema } from '../openapi/row-schema.js';

const text: JsonSchema = { type: 'string' };
const textOrNull: JsonSchema = { type: ['string', 'null'] };
const count: JsonSchema = { type: 'integer' };
const amount = (description: string): JsonSchema => ({ type: 'string', description });
const amountOrNull = (description: string): JsonSchema => ({ type: ['string', 'null'], description });

const values = {
  usedValue: amount('Share of the net that exams sat or libraries opened have used'),
  wastedValue: amount('Share of the net that was forfeited or has expired'),
  openValue: amount('What can still be used'),
};

export const invoiceLineSchema = rowSchema(lines, {
  without: ['digits'],
  more: {
    expiresAt: { type: ['string', 'null'], format: 'date-time', description: 'First instant of no use' },
    ...{ usedUnits: count, wastedUnits: count, openUnits: count, ...values },
  },
});

export const useSchema = rowSchema(uses, {
  without: ['useId', 'state'],
  more: {
    state: { type: 'string', enum: useStates },
    ...{ issuer: textOrNull, invoiceNo: textOrNull, orderId: textOrNull, agreementId: textOrNull },
    ...{ lineNo: { type: ['integer', 'null'] }, productKey: textOrNull },
    invoiceDate: { type: ['string', 'null'], format: 'date' },
  },
});

const sums = (keys: NonNullable<JsonSchema['properties']>): JsonSchema => {
  const properties = {
    ...keys,
    period: { type: 'string', description: 'Month or year of the invoice date, or ALL' } as const,
    currency: text,
    lines: count,
    invoicedNet: amount('As invoiced, before credit notes'),
    net: amount('After credit notes'),
    ...values,
    referenceNet: amountOrNull('The vouchers of the lines that can be compared, bought one by one'),
    comparedNet: amountOrNull('Net of those lines'),
    savingPercent: { type: ['integer', 'null'], description: 'Whole percent, cut off' } as const,
    linesOutside: { ...count, description: 'Lines whose saving lies outside 20 to 80 percent' },
  };
  return { type: 'object', properties, required: Object.keys(properties) };
};

export const budgetSchema = sums({ institutionId: text, agreementId: text });
export const savingsSchema = sums({ productKey: text, priceLevel: text });
