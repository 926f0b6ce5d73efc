import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { allEvents } from '#composition/all-events.js';
import { type Database, openDatabase } from '#database/database.js';
import { prepareTemplate } from '#database/pglite/template.js';
import { type Receipt } from '#deciding/receipt.js';
import { RegisterInstitution } from '#institutions/contracts/institution-commands.js';
import { exampleOfNeeds } from '#planning/contracts/compare-needs.js';
import { ProjectionHost } from '#projecting/host.js';
import { ModelReads } from '#projecting/model-reads.js';
import { projectors } from '#read-models/projectors.js';
import { exampleOfEstimate } from '#planning/contracts/estimate-voucher-need.js';
import { describeCommand } from '#messages/command.js';
import { PublishPriceList } from '#catalogue/contracts/price-list-commands.js';
import { ListProduct } from '#catalogue/contracts/product-commands.js';
import { productCommands } from '#catalogue/seed/products.js';
import { get, send } from './testing/requests.js';
import { type TestApi, startTestApi, tokens } from './testing/test-api.js';

let api: TestApi;
let database: Database;
let host: ProjectionHost;
let institution: Receipt;
beforeAll(async () => {
  await prepareTemplate();
  database = await openDatabase({ directory: 'memory://' });
  const reads = await ModelReads.open(database, 30_000);
  api = await startTestApi({
    clock: { now: () => '2019-08-01T09:00:00.000Z' },
    replace: { readModels: { reads, ready: () => Promise.resolve() } },
  });
  host = new ProjectionHost({ database, store: api.store, registry: allEvents, projectors, owner: 'test' });
  await host.start();
  institution = (
    await send(api.app, '/v1/institutions', describeCommand(RegisterInstitution).example)
  ).receipt();
  for (const { command } of productCommands()) {
    if (command instanceof ListProduct)
      await send(api.app, `/v1/products/${command.productKey}/list`, Object.assign({}, command));
  }
  const example = describeCommand(PublishPriceList).example;
  const row = { level: 'A', currency: 'EUR', validFrom: '2019-01-01', validTo: '2019-12-31' };
  const rows = [
    { ...row, productKey: 'CP-30', unitPrice: '2400.00' },
    { ...row, productKey: 'MCP-1', unitPrice: '110.00' },
  ];
  const body = { ...example, priceListId: 'VL-2019', rows };
  expect((await send(api.app, '/v1/price-lists/VL-2019/publish', body)).status).toBe(200);
});
afterAll(async () => {
  await host.stop();
  await api.close();
  await database.close();
});

const ask = (body: object, token: string = tokens.admin, query = '') =>
  send(api.app, `/v1/voucher-need${query}`, body, { token, headers: { 'idempotency-key': undefined } });

describe('the needs estimator over HTTP', () => {
  it('R69 answers the documented example without an Idempotency-Key, and records nothing', async () => {
    const head = await api.store.head();
    const answer = await ask(exampleOfEstimate);
    expect(answer.status).toBe(200);
    expect(answer.content()).toMatchObject({
      usableMonths: 10,
      vouchers: 88 + 28 + 110,
      proposal: { chosenBy: 'LEAST_WASTE' },
      warnings: [],
    });
    expect(await api.store.head()).toBe(head);
  });

  it('R69 proposes what costs least by the price list of the day', async () => {
    const groups = [{ people: 22, certifications: [{ family: 'MCSA', exams: 1 }] }];
    const prices = { priceListId: 'VL-2019', level: 'A', currency: 'EUR' };
    const answer = await ask({ ...exampleOfEstimate, groups, retakeRatePercent: 0, prices });
    expect(answer.content()).toMatchObject({
      proposal: {
        packs: [{ productKey: 'CP-30', packs: 1 }],
        waste: 8,
        cost: { amount: '2400.00', currency: 'EUR' },
      },
      warnings: [
        { code: 'PRICE_MISSING', productKey: 'SP-500' },
        { code: 'PRICE_MISSING', productKey: 'SP-125-MTA' },
        { code: 'PRICE_MISSING', productKey: 'SP-125-MOS' },
      ],
    });
  });

  it('R44 proposes academic packs under academic programs only', async () => {
    const answer = await ask({ ...exampleOfEstimate, program: 'EA' });
    expect(answer.content()).toMatchObject({
      proposal: { packs: [{ productKey: 'MCP-1', packs: 110 }] },
      warnings: [
        { code: 'NO_PACK_FOR_FAMILY', family: 'MOS' },
        { code: 'NO_PACK_FOR_FAMILY', family: 'MTA' },
      ],
    });
  });

  it.each([
    ['an unknown family', { groups: [{ people: 1, certifications: [{ family: 'AZ', exams: 1 }] }] }],
    ['nobody', { groups: [{ people: 0, certifications: [{ family: 'MOS', exams: 1 }] }] }],
    ['an unknown field', { more: 1 }],
    ['no months', { monthsLeft: null }],
  ])('answers 400 to %s', async (_, change) => {
    const answer = await ask({ ...exampleOfEstimate, ...change });
    expect(answer.status).toBe(400);
    expect(answer.json().errors).not.toEqual([]);
  });

  it('answers 400 to a list, and to parameters that it does not have', async () => {
    expect((await ask([])).status).toBe(400);
    expect((await ask(exampleOfEstimate, tokens.admin, '?dryRun=true')).status).toBe(400);
  });

  it('refuses what is too large for one estimate', async () => {
    const groups = [{ people: 10_000, certifications: [{ family: 'MOS', exams: 20 }] }];
    const answer = await ask({ ...exampleOfEstimate, groups });
    expect(answer.json()).toMatchObject({ code: 'estimate-too-large' });
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });
});

describe('the needs of an institution over HTTP', () => {
  const compare = (change: object, query = '') =>
    send(
      api.app,
      `/v1/needs${query}`,
      { ...exampleOfNeeds, institutionId: institution.id, ...change },
      {
        ...{ token: tokens.admin, headers: { 'idempotency-key': undefined } },
      },
    );

  it('R69 R63 answers what is missing with packs, as of a position', async () => {
    const answer = await compare({}, `?after=${institution.position}`);
    expect(answer.status).toBe(200);
    expect(answer.content()).toMatchObject({
      ...{ vouchers: 226, covered: 0, missing: 226, missingTooLate: 0, stock: [] },
      proposal: { chosenBy: 'LEAST_WASTE' },
      asOf: { lastReports: {} },
    });
  });

  it('knows no institution that is not there, and no position that no log gave', async () => {
    expect((await compare({ institutionId: exampleOfNeeds.institutionId })).status).toBe(404);
    expect((await compare({}, '?after=now')).status).toBe(400);
    expect((await compare({}, '?limit=1')).status).toBe(400);
  });
});

describe('what the source says', () => {
  it('R9 R50 R68 the directory is read by anybody with a token', async () => {
    const answer = await get(api.app, '/v1/directory', { token: tokens.candidate });
    expect(JSON.stringify(answer.content())).toContain('MSLVLPurchase@microsoft.com');
  });

  it('R17 R42 documents are found by what they are about', async () => {
    const answer = await get(api.app, '/v1/documents?about=EREF', { token: tokens.candidate });
    expect(answer.content()).toMatchObject({ documents: [{ url: 'http://mseref.safaribooksonline.com/' }] });
    expect((await get(api.app, '/v1/documents?about=nothing')).status).toBe(400);
  });

  it('R1 R36 the policy version and what certifications prove', async () => {
    const answer = await get(api.app, '/v1/source');
    expect(answer.content()).toMatchObject({ source: { policyVersion: 'vl-training-2019-07-30' } });
  });
});
