import { toInstant } from '#kernel/calendar.js';
import { schemaOf } from './field-registry.js';
import { type JsonSchema } from './json-schema.js';

type Normalise = (holder: Record<string, unknown>) => void;

const compiled = new WeakMap<object, Normalise>();

function compile({ properties = {} }: JsonSchema): Normalise | undefined {
  const steps = Object.entries(properties).flatMap(([name, schema]): Normalise[] => {
    if (schema.format === 'instant') {
      return [
        (holder) => {
          if (typeof holder[name] === 'string') holder[name] = toInstant(holder[name]);
        },
      ];
    }
    const inner = compile(schema.type === 'array' ? (schema.items ?? {}) : schema);
    if (inner === undefined) return [];
    return [
      (holder) => {
        const part = holder[name];
        if (part === undefined) return;
        for (const each of Array.isArray(part) ? part : [part]) inner(each as Record<string, unknown>);
      },
    ];
  });
  return steps.length === 0 ? undefined : (holder) => steps.forEach((step) => step(holder));
}

/**
 * Brings every instant of a valid message to its one form (UTC, milliseconds), in place: the domain compares
 * instants as strings, and the same command written with another offset is the same command.
 */
export function normaliseInstants(type: new () => object, message: object): void {
  let normalise = compiled.get(type);
  if (normalise === undefined) compiled.set(type, (normalise = compile(schemaOf(type)) ?? (() => undefined)));
  normalise(message as Record<string, unknown>);
}
