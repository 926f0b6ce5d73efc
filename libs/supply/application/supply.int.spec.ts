import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GrantEntitlement } from '#entitlement/contracts/entitlement-commands.js';
import { codeIdOf } from '#entitlement/contracts/code-id.js';
import { openTestLedger, type TestLedger } from '#entitlement/application/test-ledger.js';
import { checkCode, makeCode } from '#kernel/access-code.js';
import { MAX_DOCUMENT_BYTES } from '#event-store/profile.js';
import { ImportSupplyLot, ReleaseSurplus } from '../contracts/supply-commands.js';
import { generatedSupply } from './generated-supply.js';
import { ImportedSupply } from './imported-supply.js';
import { supplyByProvider } from './supply-by-provider.js';

let ledger: TestLedger;
let supply: ImportedSupply;
beforeEach(async () => {
  ledger = await openTestLedger();
  supply = new ImportedSupply(ledger);
});
afterEach(() => ledger.close());

const line = {
  institutionId: `ins_${'1'.padStart(26, '0')}`,
  enrollmentId: `enr_${'1'.padStart(26, '0')}`,
  orderId: `ord_${'1'.padStart(26, '0')}`,
  lineNo: 1,
  invoiceNo: 'INV-1',
  invoiceDate: '2019-08-01',
  productKey: 'CP-30',
  families: ['MCSA'],
  provider: 'PEARSON_VUE',
  fulfilment: 'CODES',
  packs: 1,
  packSize: 30,
  zone: 'Europe/Berlin',
  salesRegion: 'DE',
} as const;
const codes = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => `VUE${String(from + index).padStart(7, '0')}`);
const imports = (lot: Partial<ImportSupplyLot> & { codes: string[] }, key?: string) =>
  ledger.does(ImportSupplyLot, { provider: 'PEARSON_VUE', productKey: 'CP-30', ...lot }, key);
const request = {
  productKey: 'CP-30',
  provider: 'PEARSON_VUE',
  entitlementId: `ent_${'1'.padStart(26, '0')}`,
  batchNo: 1,
} as const;
const typesOf = async () => (await ledger.events()).map(({ type }) => type);

describe('an imported lot', () => {
  it('I32 is sealed at once: no code of it is in the log in clear', async () => {
    expect(await imports({ codes: codes(1, 30) })).toMatchObject({
      accepted: 30,
      missing: 0,
      surplus: 0,
      rejected: [],
    });
    const log = JSON.stringify(await ledger.events());
    for (const code of codes(1, 30)) expect(log).not.toContain(code);
    expect(await supply.take({ ...request, count: 30 })).toEqual(codes(1, 30));
  });

  it('E36 rejects what is malformed, twice in it, or known, line by line, and keeps the others', async () => {
    await ledger.does(GrantEntitlement, { ...line, families: ['MCSA'], packSize: 1 });
    const [ours = ''] = await generatedSupply(randomBytes).take({ ...request, count: 1 });
    const { id } = await ledger.does(GrantEntitlement, {
      ...line,
      families: ['MCSA'],
      lineNo: 2,
      packSize: 1,
    });
    await ledger.issuer({ take: () => Promise.resolve(['VUE0000009']) }).issue(id);
    const answer = await imports({
      codes: ['VUE0000001', 'x', 'vue-0000001', 'VUE0000009', ours, 'VUE0000002'],
    });
    expect(answer).toMatchObject({
      accepted: 2,
      missing: 4,
      rejected: [
        { line: 2, reason: 'MALFORMED' },
        { line: 3, reason: 'TWICE_IN_LOT' },
        { line: 4, reason: 'VALUE_KNOWN' },
        { line: 5, reason: 'MALFORMED' },
      ],
    });
    expect(await supply.take({ ...request, count: 9 })).toEqual(['VUE0000001', 'VUE0000002']);
  });

  it('E37 keeps a surplus unallocated until somebody releases it', async () => {
    const lot = await imports({ codes: codes(1, 32), expected: 30 });
    expect(lot).toMatchObject({ accepted: 32, surplus: 2 });
    expect(await supply.take({ ...request, count: 40 })).toHaveLength(30);
    expect(await supply.take({ ...request, batchNo: 2, count: 40 })).toEqual([]);
    await ledger.does(ReleaseSurplus, { lotId: String(lot['lotId']) });
    await ledger.does(ReleaseSurplus, { lotId: String(lot['lotId']) });
    expect(await supply.take({ ...request, batchNo: 3, count: 40 })).toEqual(codes(31, 32));
  });

  it('E19 is imported once for one request, and its chunks fit the log', async () => {
    const answer = await imports({ codes: codes(1, 2500) }, 'lot');
    expect(await imports({ codes: codes(1, 2500) }, 'lot')).toEqual(answer);
    expect(await typesOf()).toEqual([
      'SupplyLotOpened',
      'SupplyCodesAdded',
      'SupplyCodesAdded',
      'SupplyCodesAdded',
      'SupplyLotClosed',
      'SupplyLotOffered',
    ]);
    for (const { data } of await ledger.events()) {
      expect(JSON.stringify(data).length).toBeLessThan(MAX_DOCUMENT_BYTES * 0.9);
    }
    expect(await supply.take({ ...request, count: 2500 })).toEqual(codes(1, 2500));
  });
});

describe('taking from lots', () => {
  it('I13 gives the same codes for the same batch, also when another number is asked for', async () => {
    await imports({ codes: codes(1, 30) });
    const first = await supply.take({ ...request, count: 10 });
    expect(await supply.take({ ...request, count: 10 })).toEqual(first);
    expect(await supply.take({ ...request, count: 12 })).toEqual(first);
    expect(await supply.take({ ...request, count: 5 })).toEqual(first.slice(0, 5));
    expect(await supply.take({ ...request, batchNo: 2, count: 30 })).toEqual(codes(11, 30));
  });

  it('E35 goes through the lots in order, those of the product first', async () => {
    await ledger.does(ImportSupplyLot, { provider: 'PEARSON_VUE', codes: codes(21, 30) });
    await imports({ codes: codes(1, 3) });
    await imports({ codes: codes(4, 6) });
    expect(await supply.take({ ...request, count: 5 })).toEqual(codes(1, 5));
    expect(await supply.take({ ...request, batchNo: 2, count: 20 })).toEqual([
      ...codes(6, 6),
      ...codes(21, 30),
    ]);
    expect(await supply.take({ ...request, batchNo: 3, count: 20 })).toEqual([]);
    expect(await supply.take({ ...request, provider: 'CERTIPORT', count: 1 })).toEqual([]);
  });

  it('E35 E36 I14 fills an entitlement from what lots bring', async () => {
    const { id } = await ledger.does(GrantEntitlement, { ...line, families: ['MCSA'] });
    await imports({ codes: codes(1, 22), expected: 30 });
    expect(await ledger.issuer(supply).issue(id)).toMatchObject({ kind: 'waiting', remaining: 8 });
    // The same value in another lot is found out when its stream is to be created.
    await ledger.does(ImportSupplyLot, { provider: 'PEARSON_VUE', codes: codes(23, 30) });
    expect(await ledger.issuer(supply).issue(id)).toEqual({ kind: 'completed' });
    const streams = (await ledger.events())
      .filter(({ type }) => type === 'CodeIssued')
      .map(({ stream }) => stream);
    expect(streams.sort()).toEqual(
      codes(1, 30)
        .map((code) => `code-${codeIdOf(ledger.keyedHash, code)}`)
        .sort(),
    );
  });
});

describe('the generator', () => {
  it('makes codes of our own, no two alike', async () => {
    const made = await generatedSupply(randomBytes).take({ ...request, count: 500 });
    expect(new Set(made).size).toBe(500);
    for (const code of made) expect(checkCode(code)).toBe('ok');
  });

  it('makes of the same bytes the same codes', async () => {
    const bytes = (size: number) => new Uint8Array(size).map((_, index) => index);
    const first = makeCode(bytes(10));
    expect((await generatedSupply(bytes).take({ ...request, count: 2 }))[0]).toBe(first);
  });

  it('serves whom no lots are meant for', async () => {
    const both = supplyByProvider({ PEARSON_VUE: supply }, generatedSupply(randomBytes));
    expect(await both.take({ ...request, count: 1 })).toEqual([]);
    expect(await both.take({ ...request, provider: 'CERTIPORT', count: 1 })).toHaveLength(1);
    expect(await both.take({ ...request, provider: undefined, count: 1 })).toHaveLength(1);
  });
});
