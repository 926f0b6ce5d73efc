import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { type TestApi, startTestApi, tokens } from '#apps/api/testing/test-api.js';
import { send } from '#apps/api/testing/requests.js';
import { allEvents } from '#composition/all-events.js';
import { type Database, openDatabase } from '#database/database.js';
import { prepareTemplate } from '#database/pglite/template.js';
import { scratchDirectory } from '#event-store/embedded/scratch.js';
import { RegisterInstitution } from '#institutions/contracts/institution-commands.js';
import { describeCommand } from '#messages/command.js';
import { ProjectionHost } from '#projecting/host.js';
import { ModelReads } from '#projecting/model-reads.js';
import { projectionOperations } from '#projecting/operations.js';
import { eventually } from '#projecting/testing/eventually.js';
import { HistoryProjector } from '#read-models/history/projector.js';
import { exportList } from './commands/export.js';
import { remoteProjections } from './remote-projections.js';

const projectors = [new HistoryProjector()];
let api: TestApi;
let url: string;
let database: Database;
let host: ProjectionHost;
let scratch: Awaited<ReturnType<typeof scratchDirectory>>;
let position: string | undefined;

beforeAll(async () => {
  await prepareTemplate();
  database = await openDatabase({ directory: 'memory://' });
  const reads = await ModelReads.open(database, 30_000);
  api = await startTestApi({
    replace: {
      readModels: { reads, ready: () => Promise.resolve() },
      operations: {
        get projections() {
          return projectionOperations({ database, store: api.store, registry: allEvents }, projectors);
        },
        processes: () => Promise.resolve([]),
      },
    },
  });
  await api.app.listen(0);
  url = await api.app.getUrl();
  host = new ProjectionHost({ database, store: api.store, registry: allEvents, projectors, owner: 'test' });
  await host.start();
  const { example } = describeCommand(RegisterInstitution);
  for (let n = 0; n < 3; n += 1)
    ({ position } = (await send(api.app, '/v1/institutions', example)).receipt());
  scratch = await scratchDirectory();
}, 60_000);
afterAll(async () => {
  await host.stop();
  await api.close();
  await database.close();
  await scratch.remove();
});

describe('ledgerctl export', () => {
  const exported = (list: string, filters: readonly string[] = [], more: object = {}) =>
    exportList(list, filters, { url, token: tokens.admin, format: 'csv', ...more });
  const file = (name: string): string => join(scratch.path, name);

  it('writes every row of one moment to a file of its owner, which has its name when it is whole', async () => {
    const output = file('history.csv');
    const { rows, asOf } = await exported('history', [`after=${position ?? ''}`], { output });
    const lines = parse<{ readonly type: string }>(readFileSync(output, 'utf8'), { columns: true });
    expect([rows, lines.length]).toStrictEqual([3, 3]);
    expect(asOf).toMatch(/^20.*Z$/);
    expect(statSync(output).mode & 0o777).toBe(0o600);
    expect(existsSync(`${output}.partial`)).toBe(false);
  });

  it('narrows it by the filters of the list, also by several values, and writes lines of JSON', async () => {
    const output = file('history.ndjson');
    const filters = [`after=${position ?? ''}`, 'types=InstitutionRegistered', 'types=OrderPlaced'];
    expect(await exported('history', filters, { output, format: 'ndjson' })).toMatchObject({ rows: 3 });
    const lines = readFileSync(output, 'utf8').trim().split('\n');
    expect(new Set(lines.map((line) => (JSON.parse(line) as { type: string }).type))).toStrictEqual(
      new Set(['InstitutionRegistered']),
    );
  });

  it('writes what would have been, too', async () => {
    const output = file('what-if.csv');
    const found = await exported('what-if/proration', ['policy=ANNIVERSARY_MONTHS@1'], { output });
    expect(found).toMatchObject({ rows: 0 });
    expect(readFileSync(output, 'utf8')).toMatch(/^institutionId,orderId,invoiceNo,/);
  });

  it.each([
    ['a filter that is none', 'history', ['state'], 'A filter is name=value; state is not.'],
    ['a parameter that the list does not know', 'history', ['colour=red'], /^400: .* colour is not a known/],
    ['a value that it does not take', 'history', ['sort=colour'], /^400: .* sort must be one of/],
    ['a list that there is not', 'nosuch', [], /^404: There is nothing at this address/],
    ['what is no list', 'clock', [], 'clock is no list that can be exported.'],
  ] as const)('refuses %s with what is wrong, and leaves no file', async (_, list, filters, sentence) => {
    const output = file('refused.csv');
    await expect(exported(list, filters, { output })).rejects.toThrow(sentence);
    expect(existsSync(output) || existsSync(`${output}.partial`)).toBe(false);
  });

  it('needs a token, one that is known, and one that may', async () => {
    await expect(exported('history', [], { token: undefined })).rejects.toThrow('needs --token');
    await expect(exported('history', [], { token: 'led_unknown' })).rejects.toThrow(/^401: /);
    await expect(exported('history', [], { token: tokens.candidate })).rejects.toThrow(/^403: /);
  });

  it('says that nobody answers, and that half a file is not the list', async () => {
    const breaking: RequestListener = (_, answer) => {
      answer.writeHead(200, { 'content-disposition': 'attachment' });
      answer.write('n\r\n1\r\n', () => answer.destroy());
    };
    const server = createServer(breaking).listen(0);
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const output = file('half.csv');
    await expect(exported('history', [], { url: at, output })).rejects.toThrow('The export broke off');
    expect(existsSync(output)).toBe(false);
    await new Promise((done) => server.close(done));
    await expect(exported('history', [], { url: at, output })).rejects.toThrow('There is no answer');
  });
});

describe('ledgerctl projections --url', () => {
  const model = 'history';
  const remote = (token: string = tokens.admin) => remoteProjections(url, token);
  const generation = async () =>
    (await remote().status())[0]?.generations.find((each) => each.state === 'live');

  it('pauses, resumes, rebuilds, verifies and goes back', async () => {
    await remote().pause(model);
    expect(await remote().status()).toMatchObject([{ model, paused: true }]);
    await remote().resume(model);
    await eventually(async () => (await generation())?.generation === 1 || undefined);
    await remote().rebuild(model);
    await eventually(async () => (await generation())?.generation === 2 || undefined);
    expect(await remote().verify(model)).toMatchObject({ model, equal: true });
    await remote().rollback(model);
    await eventually(async () => (await generation())?.generation === 1 || undefined);
    expect(await remote().parked(model)).toStrictEqual([]);
  });

  it('says in one sentence what cannot be done', async () => {
    for (const each of ['pause', 'resume', 'rebuild', 'rollback', 'verify', 'parked'] as const)
      await expect(remote()[each]('nosuch')).rejects.toThrow(
        '404: There is no such projection. There are history.',
      );
    for (const each of ['parkedStream', 'retry', 'skip'] as const)
      await expect(remote()[each](model, 'order-1')).rejects.toThrow('404: This stream is not parked');
    await expect(remote(tokens.candidate).pause(model)).rejects.toThrow(/^403: /);
    await expect(remoteProjections('http://127.0.0.1:1', 'led_x').status()).rejects.toThrow('no answer');
  });
});
