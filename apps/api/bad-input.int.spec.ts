import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { type Position } from '#event-store/port.js';
import { PublishPriceList } from '#catalogue/contracts/price-list-commands.js';
import { RecordAccreditation, RegisterInstitution } from '#institutions/contracts/institution-commands.js';
import { RegisterPerson } from '#institutions/contracts/person-commands.js';
import { type CommandClass, describeCommand } from '#messages/command.js';
import { PlaceOrder } from '#ordering/contracts/order-commands.js';
import { expectProblem } from './testing/expect-problem.js';
import { type Sending, send } from './testing/requests.js';
import { type TestApi, startTestApi } from './testing/test-api.js';

let api: TestApi;
let before: Position | undefined;
beforeAll(async () => {
  api = await startTestApi({ config: { bodyLimitBytes: 65_536 } });
});
afterAll(() => api.close());

// What every test of this file proves beside its title: nothing was left in the log.
beforeEach(async () => {
  before = await api.store.head();
});
afterEach(async () => {
  expect(await api.store.head()).toBe(before);
});

const example = (command: CommandClass) => describeCommand(command).example;
const institution = example(RegisterInstitution);
const order = example(PlaceOrder);
const id = 'ins_00000000000000000000000000';

const post = (body: unknown, sending?: Sending, url = '/v1/institutions') =>
  send(api.app, url, body, sending);

describe('a body that is not JSON', () => {
  it.each([
    ['cut off', '{"name":"Hochschule'],
    ['two documents', '{}{}'],
    ['a trailing comma', '{"name":"x",}'],
    ['a comment', '{} // done'],
    ['not a number', '{"quantity":NaN}'],
    ['a byte order mark', '\uFEFF{}'],
    ['a __proto__ key', '{"__proto__":{"roles":["operator"]}}'],
    ['a nested __proto__ key', '{"name":"x","more":[{"__proto__":null}]}'],
  ])('%s', async (_, body) => {
    expectProblem(await post(body), 400, 'malformed-json');
  });

  it('is not UTF-8', async () => {
    expectProblem(
      await post(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])),
      400,
      'malformed-json',
    );
  });

  it('never comes back in the answer', async () => {
    const answer = await post('{"code":"SECRET-CODE-1234"');
    expect(answer.text).not.toContain('SECRET');
  });

  it.each([
    ['a list', '[]'],
    ['a text', '"x"'],
    ['null', 'null'],
    ['a number', '7'],
  ])('%s is no command', async (_, body) => {
    expectProblem(await post(body), 400, 'body-invalid', '');
  });

  it('nothing at all', async () => {
    expectProblem(await post(''), 400, 'body-invalid');
  });
});

describe('a body in another form', () => {
  it.each([
    ['text/plain', '{}'],
    ['application/x-www-form-urlencoded', 'name=x'],
    ['application/xml', '<x/>'],
    ['application/problem+json', '{}'],
    ['application/json; charset=latin1', '{}'],
    ['application/json;charset="utf-16"', '{}'],
    [undefined, '{}'],
  ])('%s is not accepted', async (type, body) => {
    expectProblem(await post(body, { headers: { 'content-type': type } }), 415, 'media-type-unsupported');
  });

  it.each([
    ['the same key twice', '{"country":"DE","country":"AT"}'],
    ['the same key, escaped', '{"country":"DE","\\u0063ountry":"AT"}'],
    ['the same key in a part', '{"a":[{"b":1,"c":{},"b":2}]}'],
  ])('%s', async (_, body) => {
    expectProblem(await post(body), 400, 'duplicate-key');
  });

  it('nested deeper than 16 levels', async () => {
    expectProblem(await post('['.repeat(17) + ']'.repeat(17)), 400, 'body-too-deep');
    expectProblem(await post('{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000)), 400, 'body-too-deep');
  });

  it('larger than the limit', async () => {
    expectProblem(await post({ ...institution, name: 'x'.repeat(66_000) }), 413, 'body-too-large');
  });
});

describe('a field that is wrong', () => {
  it.each([
    ['a number for a text', { ...institution, country: 7 }, '/country'],
    ['null for a text', { ...institution, name: null }, '/name'],
    ['a list for a text', { ...institution, name: ['x'] }, '/name'],
    ['a field that nobody knows', { ...institution, admin: true }, '/admin'],
    ['a constructor key', { ...institution, constructor: { prototype: {} } }, '/constructor'],
    ['an enum that nobody knows', { ...institution, segment: 'MILITARY' }, '/segment'],
    ['a zone that does not exist', { ...institution, zone: 'Europe/Musterstadt' }, '/zone'],
    ['an offset for a zone', { ...institution, zone: '+02:00' }, '/zone'],
    ['a name with a control character', { ...institution, name: 'Hoch\u0007schule' }, '/name'],
    ['a name with U+0000', { ...institution, name: 'Hoch\u0000schule' }, '/name'],
    ['a name with a line break', { ...institution, name: 'Hoch\nschule' }, '/name'],
    ['a name that turns the text around', { ...institution, name: 'Hoch\u202Eschule' }, '/name'],
    ['a name with half a character', { ...institution, name: 'Hoch\uD800schule' }, '/name'],
    ['an empty name', { ...institution, name: '' }, '/name'],
    ['blanks for a name', { ...institution, name: '   ' }, '/name'],
    ['a name of 10 kB', { ...institution, name: 'x'.repeat(10_240) }, '/name'],
  ])('%s', async (_, body, pointer) => {
    expectProblem(await post(body), 400, 'body-invalid', pointer);
  });

  it.each(['2019-02-30', '2019-13-01', '2019-2-3', '20190203', '2019-02-03T00:00:00Z', 'tomorrow', ''])(
    'a day that does not exist: %s',
    async (validFrom) => {
      const { institutionId: _, ...body } = { ...example(RecordAccreditation), validFrom } as Record<
        string,
        unknown
      >;
      expectProblem(
        await post(body, {}, `/v1/institutions/${id}/accreditation`),
        400,
        'body-invalid',
        '/validFrom',
      );
    },
  );

  it.each([
    ['negative', -1],
    ['zero', 0],
    ['half', 1.5],
    ['huge', 1e15],
    ['beyond exact integers', 2 ** 53 + 2],
    ['text', '2'],
  ])('a quantity: %s', async (_, packs) => {
    const lines = [{ productKey: 'CP-30', packs, termModel: 'TWELVE_MONTH' }];
    expectProblem(await post({ ...order, lines }, {}, '/v1/orders'), 400, 'body-invalid', '/lines/0/packs');
  });

  it.each([
    ['an unknown currency', { ...order, currency: 'XXX' }, '/currency'],
    ['a currency in lower case', { ...order, currency: 'eur' }, '/currency'],
    ['an id of another kind', { ...order, enrollmentId: 'ord_hbhstwmeb7x3yyxbaa4a7w0000' }, '/enrollmentId'],
    ['an id cut short', { ...order, resellerId: 'res_hbhst' }, '/resellerId'],
    ['no lines', { ...order, lines: [] }, '/lines'],
    [
      '101 lines',
      { ...order, lines: Array(101).fill({ productKey: 'CP-30', packs: 1, termModel: 'TWELVE_MONTH' }) },
      '/lines',
    ],
  ])('%s', async (_, body, pointer) => {
    expectProblem(await post(body, {}, '/v1/orders'), 400, 'body-invalid', pointer);
  });

  it('an address without what is needed of a person', async () => {
    const { institutionId: _, ...body } = example(RegisterPerson);
    const answer = await post(
      { ...body, personal: { givenName: 'Ada' } },
      {},
      `/v1/institutions/${id}/persons`,
    );
    expect(answer.json().errors?.map(({ pointer }) => pointer)).toStrictEqual([
      '/personal/familyName',
      '/personal/email',
    ]);
  });

  it('all wrong fields are named at once, and what was sent is not repeated', async () => {
    const answer = await post({
      segment: 'SWORDFISH',
      country: 'swordfish',
      region: 'EMEA',
      zone: 'swordfish',
    });
    expect(
      answer
        .json()
        .errors?.map(({ pointer }) => pointer)
        .sort(),
    ).toStrictEqual(['/country', '/country', '/segment', '/zone']);
    expect(answer.text.toLowerCase()).not.toContain('swordfish');
  });
});

describe('an amount of money', () => {
  const { priceListId, ...edition } = example(PublishPriceList) as {
    priceListId: string;
    rows: readonly object[];
  };
  const publish = (row: object) =>
    post(
      { ...edition, rows: [{ ...edition.rows[0], ...row }] },
      {},
      `/v1/price-lists/${priceListId}/publish`,
    );

  it.each(['12,50', '1e3', '-1.00', '01.00', '1.', '.5', '1200.00001', ' 1', 'NaN', '1_000', 12.5])(
    '%s',
    async (unitPrice) => {
      expectProblem(await publish({ unitPrice }), 400, 'body-invalid', '/rows/0/unitPrice');
    },
  );

  it('has more decimals than its currency', async () => {
    const answer = await publish({ currency: 'JPY', unitPrice: '1200.50' });
    expect(answer.status).toBe(422);
  });
});
