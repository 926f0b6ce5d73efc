import { type JsonSchema } from '#messages/json-schema.js';

/** A parameter's text as the type of its field; what cannot be read stays text, for the schema to refuse. */
export function coerced(value: unknown, { type, items }: JsonSchema): unknown {
  if (type === 'array')
    return (Array.isArray(value) ? value : [value]).map((each) => coerced(each, items ?? {}));
  if (typeof value !== 'string') return value;
  if (type === 'integer' && /^-?\d{1,15}$/.test(value)) return Number(value);
  if (type === 'boolean' && (value === 'true' || value === 'false')) return value === 'true';
  return value;
}
