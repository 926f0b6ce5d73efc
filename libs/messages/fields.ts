import { applyFieldDecorators } from './field-registry.js';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateBy,
  ValidateIf,
  ValidateNested,
  type ValidationOptions,
} from 'class-validator';
import { Type } from 'class-transformer';
import { idPattern, type IdPrefix } from '#kernel/ids.js';
import { formatMeanings, formats, type Format } from './formats.js';
import { type JsonSchema } from './json-schema.js';

/*
 * A field is declared once: class-validator validates it, and the same line gives the JSON schema
 * that the edge compiles and the OpenAPI document shows. `agreement.spec.ts` proves that both judge alike.
 */

export interface FieldOptions {
  readonly optional?: boolean;
  readonly example?: unknown;
}

/** An absent field is not judged; unlike `IsOptional`, null is a value, and never the right one. */
const whenPresent = ValidateIf((_, value: unknown) => value !== undefined);

type Rules = (each: ValidationOptions) => readonly PropertyDecorator[];

const field = (schema: JsonSchema, rules: Rules, doc: string, options: FieldOptions): PropertyDecorator =>
  applyFieldDecorators(
    {
      ...schema,
      description: doc,
      ...(options.example === undefined ? {} : { examples: [options.example] }),
    },
    options.optional === true,
    [...(options.optional === true ? [whenPresent] : []), ...rules({})],
  );

const list = (
  item: JsonSchema,
  rules: Rules,
  doc: string,
  { min = 1, max = 1000, unique = false, ...options }: ListOptions,
): PropertyDecorator =>
  applyFieldDecorators(
    {
      type: 'array',
      items: item,
      minItems: min,
      maxItems: max,
      description: doc,
      ...(unique ? { uniqueItems: true } : {}),
      ...(options.example === undefined ? {} : { examples: [options.example] }),
    },
    options.optional === true,
    [
      ...(options.optional === true ? [whenPresent] : []),
      IsArray(),
      ArrayMinSize(min),
      ArrayMaxSize(max),
      ...(unique ? [ArrayUnique()] : []),
      ...rules({ each: true }),
    ],
  );

export interface ListOptions extends FieldOptions {
  readonly min?: number;
  readonly max?: number;
  readonly unique?: boolean;
}

const format = (name: Format, each: ValidationOptions) =>
  ValidateBy(
    {
      name,
      validator: {
        validate: (value) => typeof value === 'string' && formats[name](value),
        defaultMessage: () => `must be ${formatMeanings[name]}`,
      },
    },
    each,
  );

const formatted =
  (name: Format, max: number) =>
  (doc: string, options: FieldOptions = {}): PropertyDecorator =>
    field(
      { type: 'string', format: name, maxLength: max },
      (each) => [IsString(each), MaxLength(max, each), format(name, each)],
      doc,
      options,
    );

export interface TextOptions extends FieldOptions {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
}

const textSchema = ({ min = 1, max = 200, pattern }: TextOptions): JsonSchema => ({
  type: 'string',
  format: 'plain-text',
  minLength: min,
  maxLength: max,
  ...(pattern === undefined ? {} : { pattern: pattern.source }),
});

const textRules =
  ({ min = 1, max = 200, pattern }: TextOptions): Rules =>
  (each) => [
    IsString(each),
    MinLength(min, each),
    MaxLength(max, each),
    format('plain-text', each),
    ...(pattern === undefined ? [] : [Matches(pattern, each)]),
  ];

/** Printable text, 1 to 200 characters unless said otherwise. */
export const Text = (doc: string, options: TextOptions = {}): PropertyDecorator =>
  field(textSchema(options), textRules(options), doc, options);

export const Texts = (
  doc: string,
  options: ListOptions & { readonly item?: TextOptions } = {},
): PropertyDecorator => list(textSchema(options.item ?? {}), textRules(options.item ?? {}), doc, options);

/** The id of another thing, such as `ord_…`. */
export const Ref = (prefix: IdPrefix, doc: string, options: FieldOptions = {}): PropertyDecorator =>
  field(
    { type: 'string', pattern: idPattern(prefix).source },
    (each) => [Matches(idPattern(prefix), each)],
    doc,
    options,
  );

export const Refs = (prefix: IdPrefix, doc: string, options: ListOptions = {}): PropertyDecorator =>
  list(
    { type: 'string', pattern: idPattern(prefix).source },
    (each) => [Matches(idPattern(prefix), each)],
    doc,
    options,
  );

export const OneOf = (
  values: readonly string[],
  doc: string,
  options: FieldOptions = {},
): PropertyDecorator =>
  field({ type: 'string', enum: values }, (each) => [IsIn([...values], each)], doc, options);

export const SomeOf = (
  values: readonly string[],
  doc: string,
  options: ListOptions = {},
): PropertyDecorator =>
  list({ type: 'string', enum: values }, (each) => [IsIn([...values], each)], doc, {
    unique: true,
    ...options,
  });

export interface WholeOptions extends FieldOptions {
  readonly min?: number;
  readonly max?: number;
}

const wholeSchema = ({ min = 0, max = Number.MAX_SAFE_INTEGER }: WholeOptions): JsonSchema => ({
  type: 'integer',
  minimum: min,
  maximum: max,
});
const wholeRules =
  ({ min = 0, max = Number.MAX_SAFE_INTEGER }: WholeOptions): Rules =>
  (each) => [IsInt(each), Min(min, each), Max(max, each)];

/** A whole number, from 0 unless said otherwise. */
export const Whole = (doc: string, options: WholeOptions = {}): PropertyDecorator =>
  field(wholeSchema(options), wholeRules(options), doc, options);

export const Wholes = (
  doc: string,
  options: ListOptions & { readonly item?: WholeOptions } = {},
): PropertyDecorator => list(wholeSchema(options.item ?? {}), wholeRules(options.item ?? {}), doc, options);

export const Flag = (doc: string, options: FieldOptions = {}): PropertyDecorator =>
  field({ type: 'boolean' }, (each) => [IsBoolean(each)], doc, options);

/** A calendar date, `YYYY-MM-DD`. */
export const Day = formatted('calendar-date', 10);
export const Days = (doc: string, options: ListOptions = {}): PropertyDecorator =>
  list(
    { type: 'string', format: 'calendar-date', maxLength: 10 },
    (each) => [IsString(each), MaxLength(10, each), format('calendar-date', each)],
    doc,
    options,
  );
/** An instant, RFC 3339 with an offset. */
export const Moment = formatted('instant', 40);
export const ZoneName = formatted('zone', 64);
export const Amount = formatted('amount', 24);
export const Currency = formatted('currency', 3);

type Nested = () => new () => object;

/** A part with fields of its own. */
export const Part = (of: Nested, doc: string, options: FieldOptions = {}): PropertyDecorator =>
  applyFieldDecorators(
    { description: doc },
    options.optional === true,
    [...(options.optional === true ? [whenPresent] : []), IsObject(), ValidateNested(), Type(of)],
    of,
  );

/** A list of parts, 1 to 1000 unless said otherwise. */
export const Parts = (
  of: Nested,
  doc: string,
  { min = 1, max = 1000, ...options }: ListOptions = {},
): PropertyDecorator =>
  applyFieldDecorators(
    { type: 'array', minItems: min, maxItems: max, description: doc },
    options.optional === true,
    [
      ...(options.optional === true ? [whenPresent] : []),
      IsArray(),
      ArrayMinSize(min),
      ArrayMaxSize(max),
      IsObject({ each: true }),
      ValidateNested({ each: true }),
      Type(of),
    ],
    of,
  );
