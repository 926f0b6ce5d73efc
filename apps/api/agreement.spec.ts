import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import fc from 'fast-check';
import { type CommandClass, declaredCommands, describeCommand } from '#messages/command.js';
import { violationsOf } from '#messages/validate.js';
import './controllers/controllers.js';

/** What class-validator says of a body, as Nest's own pipe would ask it. */
async function classValidatorAccepts(command: CommandClass, body: object): Promise<boolean> {
  const instance = plainToInstance(command, body);
  const errors = await validate(instance, {
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
  });
  return errors.length === 0;
}

type Body = Readonly<Record<string, unknown>>;

/** Every place of a body, as the keys that lead there. */
function placesOf(
  value: unknown,
  at: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [at];
  const inside = Array.isArray(value)
    ? value.flatMap((item, index) => placesOf(item, [...at, index]))
    : Object.entries(value).flatMap(([key, member]) => placesOf(member, [...at, key]));
  return at.length === 0 ? inside : [at, ...inside];
}

function changed(body: Body, [first, ...rest]: readonly (string | number)[], to: unknown): Body {
  const copy = structuredClone(body) as Record<string, unknown>;
  let target: Record<string | number, unknown> = copy;
  let key = first ?? '';
  for (const next of rest) {
    target = target[key] as Record<string | number, unknown>;
    key = next;
  }
  if (to === absent) Reflect.deleteProperty(target, key);
  else target[key] = to;
  return copy;
}

const absent = Symbol('absent');
const texts = [
  ...[
    '',
    ' ',
    'x',
    'Ł',
    '😀',
    '☺️',
    'a\u0000',
    'a\nb',
    '\uD800',
    ' outer ',
    'x'.repeat(201),
    '😀'.repeat(150),
  ],
  ...[
    'DE',
    'EUR',
    'JPY',
    'XXX',
    'eur',
    'Europe/Berlin',
    'UTC',
    'Mars/Base',
    '+02:00',
    '1200.00',
    '1.23456',
    '-1',
    '1e3',
  ],
  ...[
    '2019-02-28',
    '2019-02-30',
    '2020-02-29',
    '2019-08-01T09:00:00Z',
    '2019-08-01T25:00:00Z',
    '2019-08-01T09:00:00',
  ],
  ...[
    'ord_hbhstwmeb7x3yyxbaa4a7w0000',
    'ins_00000000000000000000000000',
    'cod_',
    'PLACED',
    'TWELVE_MONTH',
    'true',
  ],
];
const replacement = fc.oneof(
  fc.constantFrom<unknown>(
    absent,
    null,
    true,
    false,
    0,
    -1,
    1,
    1.5,
    7,
    1e6,
    1e15,
    2 ** 53,
    -0,
    [],
    {},
    ['x'],
    [null],
    [[]],
  ),
  fc.constantFrom<unknown>(...texts, { extra: 1 }, [{}], ['x', 'x']),
  fc.string({ unit: 'binary', maxLength: 250 }),
  fc.integer(),
  fc.double(),
  fc.jsonValue({ maxDepth: 2 }),
);

/** A body like the example, with one to three places of it changed. */
const mutated = (example: Body): fc.Arbitrary<Body> => {
  const place = fc.constantFrom(...placesOf(example), ['unheardOf']);
  const change = fc.tuple(place, replacement);
  return fc.array(change, { minLength: 1, maxLength: 3 }).map((changes) => {
    let body = example;
    for (const [where, to] of changes) {
      try {
        body = changed(body, where, to);
      } catch {
        // An earlier change has taken the place away.
      }
    }
    // As it would arrive: no holes in lists, no NaN.
    return JSON.parse(JSON.stringify(body)) as Body;
  });
};

describe('class-validator and the compiled schema judge alike', () => {
  it.each(declaredCommands().map((command) => [command.name, command] as const))('%s', async (_, command) => {
    const { example } = describeCommand(command);
    expect(await classValidatorAccepts(command, example)).toBe(true);
    expect(violationsOf(command, example)).toStrictEqual([]);
    await fc.assert(
      fc.asyncProperty(mutated(example), async (body) => {
        const accepted = violationsOf(command, body).length === 0;
        expect({ body, accepted: await classValidatorAccepts(command, body) }).toStrictEqual({
          body,
          accepted,
        });
      }),
      { numRuns: 50 },
    );
  });
});
