import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RegisterInstitution } from '#institutions/contracts/institution-commands.js';
import { ErasePerson, RegisterPerson } from '#institutions/contracts/person-commands.js';
import { formatCode } from '#kernel/access-code.js';
import { AssignCodes, DiscloseToPersons } from '../contracts/bulk.js';
import { GrantEntitlement } from '../contracts/entitlement-commands.js';
import { classPack, id } from '../domain/samples.js';
import { openCode } from './sealed-code.js';
import { cipherOf, codeIdIn, openTestLedger, type TestLedger } from './test-ledger.js';

let ledger: TestLedger;
let codes: readonly { readonly codeId: string; readonly code: string }[];
let erika: string;
let erased: string;

beforeAll(async () => {
  ledger = await openTestLedger();
  const { id: institutionId } = await ledger.does(RegisterInstitution, {
    ...{ name: 'Musterschule', segment: 'COMMERCIAL', country: 'DE', region: 'DE', zone: 'Europe/Berlin' },
  } as const);
  const person = async (givenName: string) => {
    const personal = { givenName, familyName: 'Muster', email: 'muster@example.com' };
    return (await ledger.does(RegisterPerson, { institutionId, role: 'EMPLOYEE', minor: false, personal }))
      .id;
  };
  erika = await person('Erika');
  erased = await person('Max');
  await ledger.does(ErasePerson, { personRef: erased });
  const granted = { ...classPack, institutionId, packs: 1, packSize: 3 };
  await ledger.issuer().issue((await ledger.does(GrantEntitlement, granted)).id);
  const issued = (await ledger.events()).filter(({ type }) => type === 'CodeIssued');
  codes = await Promise.all(
    issued.map(async ({ data }) => ({
      codeId: codeIdIn(data),
      code: formatCode((await openCode(ledger.sealer, cipherOf(data))) ?? ''),
    })),
  );
});
afterAll(() => ledger.close());

const codeId = (n: number): string => codes[n]?.codeId ?? '';

describe('work on many codes', () => {
  it('R61 E62 assigns each code by itself: a result per item, and the same ones for a repeat', async () => {
    const items = [
      { codeId: codeId(0), personRef: erika },
      { codeId: id('cod', 9), personRef: erika },
      { codeId: codeId(1), personRef: erased },
      { codeId: codeId(2), personRef: erika },
    ];
    const first = await ledger.does(AssignCodes, { items }, 'bulk-1');
    const refusals = (first['results'] as readonly { readonly refusal?: string }[]).map(
      ({ refusal }) => refusal,
    );
    expect(refusals).toStrictEqual([undefined, 'code-unknown', expect.any(String), undefined]);
    expect(await ledger.does(AssignCodes, { items }, 'bulk-1')).toStrictEqual(first);
    const assigned = (await ledger.events()).filter(({ type }) => type === 'CodeAssigned');
    expect(assigned.map(({ data }) => codeIdIn(data)).sort()).toStrictEqual([codeId(0), codeId(2)].sort());
  });

  it('I31 discloses each code by an event of its own, and opens no other', async () => {
    const items = [0, 1, 2].map((n) => ({ codeId: codeId(n), personRef: erika }));
    const { results } = await ledger.does(DiscloseToPersons, { items, channel: 'PORTAL' });
    expect(results).toStrictEqual([
      { ...items[0], code: codes[0]?.code },
      { ...items[1], refusal: 'code-not-assigned' },
      { ...items[2], code: codes[2]?.code },
    ]);
    const disclosed = (await ledger.events()).filter(({ type }) => type === 'CodeDisclosed');
    expect(disclosed).toHaveLength(2);
  });
});
