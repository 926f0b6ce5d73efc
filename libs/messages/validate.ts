import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { formatMeanings, formats, type Format } from './formats.js';
import { schemaOf } from './field-registry.js';

/** One thing that is wrong with a body, and where (RFC 6901 pointer). */
export interface Violation {
  readonly pointer: string;
  readonly detail: string;
}

const compiler = (allErrors: boolean) =>
  new Ajv2020({ allErrors, strict: true, validateFormats: true, formats: { ...formats }, messages: true });

// The fast one stops at the first violation; only a refused body pays for the full list.
const fast = compiler(false);
const full = compiler(true);
const compiled = new WeakMap<object, { readonly quick: ValidateFunction; list?: ValidateFunction }>();

const token = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');

function violation(error: ErrorObject): Violation {
  const at = error.instancePath;
  switch (error.keyword) {
    case 'required':
      return { pointer: `${at}/${token(String(error.params['missingProperty']))}`, detail: 'is required' };
    case 'additionalProperties':
      return {
        pointer: `${at}/${token(String(error.params['additionalProperty']))}`,
        detail: 'is not a known field',
      };
    case 'format':
      return { pointer: at, detail: `must be ${formatMeanings[error.params['format'] as Format]}` };
    case 'enum':
      return {
        pointer: at,
        detail: `must be one of ${(error.params['allowedValues'] as string[]).join(', ')}`,
      };
    default:
      return { pointer: at, detail: error.message ?? 'is not valid' };
  }
}

/** What is wrong with `value` as an instance of `type`; empty when it is valid. Compiled once per class. */
export function violationsOf(type: new () => object, value: unknown): readonly Violation[] {
  let validators = compiled.get(type);
  if (validators === undefined) compiled.set(type, (validators = { quick: fast.compile(schemaOf(type)) }));
  if (validators.quick(value)) return [];
  const list = (validators.list ??= full.compile(schemaOf(type)));
  list(value);
  return (list.errors ?? []).slice(0, 50).map(violation);
}
