import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { ListProduct } from '#catalogue/contracts/product-commands.js';
import { PublishPriceList } from '#catalogue/contracts/price-list-commands.js';
import { RecordAccreditation, RegisterInstitution } from '#institutions/contracts/institution-commands.js';
import { type CommandClass, describeCommand } from '#messages/command.js';
import { AddEnrollment, RegisterAgreement } from '#ordering/contracts/agreement-commands.js';
import { PlaceOrder } from '#ordering/contracts/order-commands.js';
import { RegisterReseller } from '#ordering/contracts/reseller-commands.js';
import { send } from './testing/requests.js';
import { type TestApi, startTestApi } from './testing/test-api.js';

let api: TestApi;
let enrollmentId: string;
let resellerId: string;

const example = (command: CommandClass, ...without: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(describeCommand(command).example).filter(([name]) => !without.includes(name)),
  );

async function done(url: string, body: object): Promise<string> {
  const answer = await send(api.app, url, body);
  if (answer.status >= 300) throw new Error(`${url}: ${answer.text}`);
  return answer.receipt().id;
}

beforeAll(async () => {
  api = await startTestApi({ clock: { now: () => '2019-09-02T08:00:00.000Z' } });
  await done('/v1/products/CP-30/list', example(ListProduct, 'productKey'));
  await done('/v1/price-lists/VL-2019/publish', example(PublishPriceList, 'priceListId'));
  const institutionId = await done('/v1/institutions', example(RegisterInstitution));
  await done(
    `/v1/institutions/${institutionId}/accreditation`,
    example(RecordAccreditation, 'institutionId'),
  );
  const agreementId = await done('/v1/agreements', {
    ...example(RegisterAgreement, 'contacts'),
    institutionId,
  });
  resellerId = await done('/v1/resellers', { ...example(RegisterReseller), institutionId });
  enrollmentId = await done(
    `/v1/agreements/${agreementId}/enrollments`,
    example(AddEnrollment, 'agreementId'),
  );
});
afterAll(() => api.close());

const order = (packs: number) => ({
  ...example(PlaceOrder),
  enrollmentId,
  resellerId,
  lines: [{ productKey: 'CP-30', packs, termModel: 'TWELVE_MONTH' }],
});

it('R33 an order over HTTP issues at most 100,000 codes; one more pack leaves no event', async () => {
  const accepted = await send(api.app, '/v1/orders', order(3333));
  expect(accepted.status).toBe(201);
  expect(accepted.headers['location']).toBe(`/v1/orders/${accepted.receipt().id}`);

  const head = await api.store.head();
  const refused = await send(api.app, '/v1/orders', order(3334));
  expect(refused.status).toBe(422);
  expect(refused.json()).toMatchObject({ code: 'too-many-codes', rules: ['R33'] });
  expect(await api.store.head()).toBe(head);
});
