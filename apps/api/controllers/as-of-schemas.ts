import { type JsonSchema } from '#messages/json-schema.js';
import { asOfLogSchema } from '../openapi/operations.js';
import { unitNames } from '#as-of/units.js';

const text: JsonSchema = { type: 'string' };
const instant: JsonSchema = { type: 'string', format: 'date-time' };
const count: JsonSchema = { type: 'integer' };

export const unitsSchema: JsonSchema = {
  type: 'object',
  description: 'Every unit in exactly one place: together capacity and adjustments (I23)',
  properties: Object.fromEntries(unitNames.map((name) => [name, count])),
  required: unitNames,
};

const evidence: JsonSchema = {
  type: 'array',
  description: 'The events that the answer rests on, in the order of the log',
  items: {
    type: 'object',
    properties: {
      ...{ position: text, stream: text, revision: count, id: text, type: text },
      ...{ occurredAt: instant, recordedAt: instant },
    },
  },
};

/** A digest names the events of an answer that has too many to list. */
export const summaryProperties: Readonly<Record<string, JsonSchema>> = {
  events: count,
  first: { type: ['string', 'null'], description: 'Position' },
  last: { type: ['string', 'null'], description: 'Position' },
  digest: { type: 'string', description: 'SHA-256 over `position id type` of each event, a line each' },
};

/** The answer of one thing. */
export const asOfSchema = (state: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'object',
  required: ['at', 'knownAt', 'state', 'rests', 'asOf'],
  properties: {
    at: { ...instant, description: 'Business time' },
    knownAt: { ...instant, description: 'System time' },
    state: { type: 'object', properties: state },
    rests: evidence,
    asOf: asOfLogSchema,
  },
});

export const codeState = {
  ...{ codeId: text, entitlementId: text, institutionId: text, slot: count, last4: text, status: text },
  personRef: { type: ['string', 'null'] },
  disclosed: { type: 'boolean' },
  consumption: { type: ['object', 'null'] },
  expiresAt: instant,
  zone: text,
} satisfies Readonly<Record<string, JsonSchema>>;

export const entitlementState = {
  ...{ entitlementId: text, institutionId: text, orderId: text, productKey: text, term: text, zone: text },
  termStart: { type: 'string', format: 'date' },
  termEnd: { type: 'string', format: 'date' },
  expiresAt: instant,
  units: unitsSchema,
} satisfies Readonly<Record<string, JsonSchema>>;

export const sitePackState = {
  ...{ entitlementId: text, institutionId: text, status: text },
  suspendedBy: { type: ['string', 'null'] },
  activatedAt: { type: ['string', 'null'], format: 'date-time' },
  units: unitsSchema,
} satisfies Readonly<Record<string, JsonSchema>>;

export const orderState = {
  ...{ orderId: text, institutionId: text, status: text, revision: count, currency: text, placedAt: instant },
  lines: { type: 'array' },
  invoice: { type: ['object', 'null'] },
} satisfies Readonly<Record<string, JsonSchema>>;

export const institutionSchema: JsonSchema = {
  type: 'object',
  required: ['at', 'knownAt', 'state', 'asOf'],
  properties: {
    at: instant,
    knownAt: instant,
    asOf: asOfLogSchema,
    state: {
      type: 'object',
      properties: {
        ...{ institutionId: text, segment: text, zone: text, catc: text, vueCenter: text },
        accredited: { type: 'boolean' },
        requirementsMet: { type: 'boolean' },
        orders: { type: 'array', items: { type: 'object', properties: orderState } },
        entitlements: { type: 'array', items: { type: 'object', properties: entitlementState } },
        units: unitsSchema,
        streams: {
          type: 'array',
          description: 'What it rests on, by stream; /v1/history?stream= lists the events of each',
          items: { type: 'object', properties: { stream: text, ...summaryProperties } },
        },
      },
    },
  },
};
