import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Receipt } from '#deciding/receipt.js';
import { describeCommand } from '#messages/command.js';
import { type EventMetadata } from '#messages/metadata.js';
import { RegisterInstitution } from '#institutions/contracts/institution-commands.js';
import { get, send } from './testing/requests.js';
import { type TestApi, startTestApi, tokens } from './testing/test-api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api.close());

const institution = describeCommand(RegisterInstitution).example;
const headAfter = () => api.store.head();

async function registered(): Promise<Receipt> {
  return (await send(api.app, '/v1/institutions', institution)).receipt();
}

async function metadataOf(stream: string): Promise<readonly EventMetadata[]> {
  const found: EventMetadata[] = [];
  for await (const { metadata } of api.store.readStream(stream)) found.push(metadata as never);
  return found;
}

describe('a command over HTTP', () => {
  it('answers its receipt, with the revision as ETag', async () => {
    const answer = await send(api.app, '/v1/institutions', institution);
    expect(answer.status).toBe(201);
    const receipt = answer.receipt();
    expect(receipt).toMatchObject({
      revision: 0,
      events: ['InstitutionRegistered'],
      position: await headAfter(),
    });
    expect(receipt.id).toMatch(/^ins_/);
    expect(answer.headers['etag']).toBe('"0"');
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('takes from its address what the address names', async () => {
    const { id } = await registered();
    const { institutionId: _, ...body } = {
      institutionId: id,
      evidenceRef: 'ACQUIN-2018-4711',
      validFrom: '2018-10-01',
      validUntil: '2026-09-30',
    };
    const answer = await send(api.app, `/v1/institutions/${id}/accreditation`, body);
    expect(answer.status).toBe(200);
    expect(answer.receipt()).toMatchObject({ id, revision: 1 });
    const same = await send(api.app, `/v1/institutions/${id}/accreditation`, { ...body, institutionId: id });
    expect(same.status).toBe(200);
  });

  it('records who, why and in which conversation', async () => {
    const trace = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const headers = {
      'x-correlation-id': 'conversation-7',
      'ledger-reason': encodeURIComponent('Verlängerung für Łódź'),
      traceparent: trace,
    };
    const answer = await send(api.app, '/v1/institutions', institution, { headers });
    expect(answer.headers['x-correlation-id']).toBe('conversation-7');
    const [metadata] = await metadataOf(answer.receipt().stream);
    expect(metadata).toMatchObject({
      actor: { kind: 'user', id: 'admin' },
      correlationId: 'conversation-7',
      reason: 'Verlängerung für Łódź',
      traceparent: trace,
    });
  });

  it('E19 answers a repeat with the first receipt', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await send(api.app, '/v1/institutions', institution, { headers });
    const head = await headAfter();
    const second = await send(api.app, '/v1/institutions', institution, { headers });
    expect(second.status).toBe(201);
    expect(second.receipt()).toStrictEqual(first.receipt());
    expect(await headAfter()).toBe(head);
  });

  it('E19 refuses a key that is used again for another body, with 422', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    await send(api.app, '/v1/institutions', institution, { headers });
    const head = await headAfter();
    const answer = await send(api.app, '/v1/institutions', { ...institution, country: 'AT' }, { headers });
    expect(answer.status).toBe(422);
    expect(answer.json()).toMatchObject({
      type: 'https://ledger.example/problems/idempotency-key-reused',
      code: 'idempotency-key-reused',
      rules: ['E19'],
    });
    expect(await headAfter()).toBe(head);
  });

  it('E19 keeps the keys of two callers apart', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await send(api.app, '/v1/institutions', institution, { headers });
    const other = await send(
      api.app,
      '/v1/institutions',
      { ...institution, country: 'AT' },
      { headers, token: tokens.scoped },
    );
    expect(other.receipt().commandId).not.toBe(first.receipt().commandId);
  });

  it('E18 decides only on the revision that If-Match names', async () => {
    const { id } = await registered();
    const body = { evidenceRef: 'X', validFrom: '2018-10-01', validUntil: '2026-09-30' };
    const stale = await send(api.app, `/v1/institutions/${id}/accreditation`, body, {
      headers: { 'if-match': '"7"' },
    });
    expect(stale.status).toBe(412);
    expect(stale.json()).toMatchObject({ code: 'revision-changed', expected: 7, actual: 0 });
    const fresh = await send(api.app, `/v1/institutions/${id}/accreditation`, body, {
      headers: { 'if-match': '"0"' },
    });
    expect(fresh.headers['etag']).toBe('"1"');
  });

  it('records nothing in a dry run', async () => {
    const head = await headAfter();
    const answer = await send(api.app, '/v1/institutions?dryRun=true', institution);
    expect(answer.status).toBe(200);
    expect(answer.receipt()).toMatchObject({ dryRun: true, events: ['InstitutionRegistered'] });
    expect(await headAfter()).toBe(head);
  });

  it('is refused to a role that may not send it, with 403', async () => {
    const head = await headAfter();
    const answer = await send(api.app, '/v1/institutions', institution, { token: tokens.candidate });
    expect(answer.status).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'role-required', status: 403 });
    expect(await headAfter()).toBe(head);
  });

  it('does not find the thing of another institution', async () => {
    const { id } = await registered();
    const body = { evidenceRef: 'X', validFrom: '2018-10-01', validUntil: '2026-09-30' };
    const answer = await send(api.app, `/v1/institutions/${id}/accreditation`, body, {
      token: tokens.scoped,
    });
    expect(answer.status).toBe(404);
  });

  it('E64 moves the clock of development, forward only', async () => {
    const moved = await send(api.app, '/v1/development/clock', { now: '2136-01-01T00:00:00Z' });
    expect(moved.status).toBe(200);
    expect(moved.receipt().events).toStrictEqual(['ClockMoved']);
    const back = await send(api.app, '/v1/development/clock', { now: '2019-01-01T00:00:00Z' });
    expect(back.status).toBe(409);
    expect(back.json()).toMatchObject({ code: 'clock-goes-forward', errors: [{ pointer: '/now' }] });
  });

  it('tells the time of the ledger', async () => {
    const answer = await get(api.app, '/v1/clock');
    expect(answer.status).toBe(200);
    expect(answer.content()['now']).toMatch(/^\d{4}-\d\d-\d\dT/);
  });
});
