import { type JsonSchema } from './json-schema.js';

interface Field {
  readonly schema: JsonSchema;
  readonly optional: boolean;
  /** The class of a part, or of the parts of a list; late, because classes may refer to each other. */
  readonly part?: () => new () => object;
}

const fieldsByPrototype = new Map<object, Map<string, Field>>();

export function applyFieldDecorators(
  schema: JsonSchema,
  optional: boolean,
  rules: readonly PropertyDecorator[],
  part?: () => new () => object,
): PropertyDecorator {
  return (prototype, name) => {
    const fields = fieldsByPrototype.get(prototype) ?? new Map<string, Field>();
    fieldsByPrototype.set(prototype, fields);
    fields.set(String(name), { schema, optional, ...(part === undefined ? {} : { part }) });
    for (const rule of rules) rule(prototype, name);
  };
}

function fieldsOf(prototype: object): ReadonlyMap<string, Field> {
  const parent: unknown = Object.getPrototypeOf(prototype);
  const inherited = parent === null || parent === Object.prototype ? [] : fieldsOf(parent as object);
  return new Map([...inherited, ...(fieldsByPrototype.get(prototype) ?? [])]);
}

const withPart = ({ schema, part }: Field): JsonSchema => {
  if (part === undefined) return schema;
  const inner = schemaOf(part());
  return schema.type === 'array' ? { ...schema, items: inner } : { ...inner, ...schema };
};

/** The closed JSON schema of a class whose fields are declared with `fields.ts`. */
export function schemaOf(type: new () => object): JsonSchema {
  const fields = [...fieldsOf(type.prototype as object)];
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map(([name, field]) => [name, withPart(field)])),
    required: fields.filter(([, field]) => !field.optional).map(([name]) => name),
    additionalProperties: false,
  };
}
