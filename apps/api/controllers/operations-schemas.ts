import { type JsonSchema } from '#messages/json-schema.js';

const text: JsonSchema = { type: 'string' };
const whole: JsonSchema = { type: 'integer' };
const object = (properties: Readonly<Record<string, JsonSchema>>): JsonSchema => ({
  type: 'object',
  properties,
});
const list = (items: JsonSchema): JsonSchema => ({ type: 'array', items });

export const projectionSchema = object({
  model: text,
  paused: { type: 'boolean' },
  generations: list(
    object({
      generation: whole,
      version: whole,
      phase: { type: 'string', enum: ['building', 'live', 'previous'] },
      state: { type: 'string', enum: ['new', 'catching-up', 'live', 'paused', 'failed', 'idle'] },
      position: text,
      seen: whole,
      lagEvents: { type: 'integer', description: 'Exact up to 10000' },
      lagSeconds: { description: 'Age of the first event that is not yet seen' },
      parkedStreams: whole,
      eventsPerSecond: { description: 'Over some ten seconds, by all workers together' },
      secondsLeft: { description: 'Until what is being built has seen the whole log, at that rate' },
      rebuilt: { description: 'How much of the log is in the tables, 0 to 1' },
      failure: { type: ['string', 'null'] },
      owners: list(text),
    }),
  ),
  verified: object({
    startedAt: { type: 'string', format: 'date-time' },
    finishedAt: { type: ['string', 'null'], format: 'date-time' },
    equal: { type: ['boolean', 'null'], description: 'Whether the rows were those of a fresh replay' },
    position: { type: ['string', 'null'] },
    firstDifference: { description: 'The first row that only one of them had' },
    failure: { type: ['string', 'null'], description: 'Why there is no result' },
  }),
});

export const processSchema = object({
  process: text,
  position: { type: ['string', 'null'] },
  timersSet: whole,
  timersDue: whole,
});

export const parkedSchema = object({
  ...{ model: text, generation: whole, stream: text, revision: whole, position: text },
  ...{ eventId: text, eventType: text, error: text, waiting: whole, attempts: whole },
  parkedAt: { type: 'string', format: 'date-time' },
});

const digests = list(object({ table: text, rows: whole, digest: text }));

export const verificationSchema = object({
  ...{ model: text, equal: { type: 'boolean' }, position: text, live: digests, replayed: digests },
  firstDifference: object({
    table: text,
    only: { type: 'string', enum: ['live', 'replayed'] },
    row: text,
  }),
});

export const outcomeSchema = object({ outcome: { type: 'string', enum: ['applied', 'still-parked'] } });

export const doneSchema = object({ model: text });
