import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openCode } from '#entitlement/application/sealed-code.js';
import { cipherOf, codeIdIn, openTestLedger, type TestLedger } from '#entitlement/application/test-ledger.js';
import { AssignCode, VoidCode } from '#entitlement/contracts/code-commands.js';
import { GrantEntitlement } from '#entitlement/contracts/entitlement-commands.js';
import { BookExam } from '#entitlement/contracts/use-commands.js';
import { classPack, sitting } from '#entitlement/domain/samples.js';
import { type EventStore } from '#event-store/port.js';
import { RegisterInstitution } from '#institutions/contracts/institution-commands.js';
import { RegisterPerson } from '#institutions/contracts/person-commands.js';
import { Refusal } from '#kernel/refusal.js';
import { AcceptUsageTerms, UnlockLibrary } from '../contracts/library-commands.js';
import { libraryDecisions } from './index.js';

let ledger: TestLedger;
let erika: string;
let codes: readonly { readonly codeId: string; readonly code: string }[];
let broken: boolean;

/** The log may fail just when the library's own stream is written. */
const breakable = (store: EventStore): EventStore => {
  const append = store.append.bind(store);
  store.append = (stream, ...rest) => {
    if (broken && stream.startsWith('library-')) throw new Error('the process was killed here');
    return append(stream, ...rest);
  };
  return store;
};

beforeEach(async () => {
  broken = false;
  ledger = await openTestLedger(breakable, libraryDecisions);
  const { id: institutionId } = await ledger.does(RegisterInstitution, {
    segment: 'COMMERCIAL',
    country: 'DE',
    region: 'DE',
    zone: 'Europe/Berlin',
  });
  const person = {
    institutionId,
    role: 'EMPLOYEE',
    minor: false,
    personal: { givenName: 'Erika', familyName: 'Muster', email: 'erika@example.com' },
  } as const;
  erika = (await ledger.does(RegisterPerson, person)).id;
  const { provider: _, ...library } = classPack;
  const grant = { ...library, productKey: 'EREF', institutionId, families: [], packs: 2, packSize: 1 };
  const { id: entitlementId } = await ledger.does(GrantEntitlement, grant);
  await ledger.issuer().issue(entitlementId);
  const issued = (await ledger.events()).filter(({ type }) => type === 'CodeIssued');
  codes = await Promise.all(
    issued.map(async ({ data }) => ({
      codeId: codeIdIn(data),
      code: (await openCode(ledger.sealer, cipherOf(data))) ?? '',
    })),
  );
  for (const { codeId } of codes) await ledger.does(AssignCode, { codeId, personRef: erika });
});
afterEach(() => ledger.close());

const code = (n = 0) => codes[n] ?? { codeId: '', code: '' };
const unlock = (fields: Partial<UnlockLibrary> = {}, key?: string) =>
  ledger.tell(
    UnlockLibrary,
    { codeId: code().codeId, personRef: erika, libraryId: 'EREF-DEVELOPER', ...fields },
    key,
  );
const accept = () => ledger.does(AcceptUsageTerms, { personRef: erika, termsVersion: 'EREF-2019-07' });
const said = (answer: unknown) => (answer instanceof Refusal ? answer.type.code : 'accepted');
const typesOf = async (stream: string) =>
  (await ledger.events()).filter((each) => each.stream === stream).map(({ type }) => type);
const lastOfCode = async (n = 0) => (await typesOf(`code-${code(n).codeId}`)).at(-1);

describe('unlocking a library', () => {
  it('R77 I33 asks for the terms first, and uses up no code before they are accepted', async () => {
    expect(said(await unlock())).toBe('usage-terms-not-accepted');
    expect(await lastOfCode()).toBe('CodeAssigned');
    await accept();
    expect(said(await unlock())).toBe('accepted');
    expect(await lastOfCode()).toBe('CodeActivated');
    expect(await typesOf(`library-${code().codeId}`)).toEqual(['LibraryUnlocked']);
  });

  it('R54 R58 takes the code as a person types it; it pays for no exam afterwards', async () => {
    await accept();
    const { codeId: _, ...byValue } = { personRef: erika, libraryId: 'EREF-DEVELOPER', codeId: '' };
    expect(said(await ledger.tell(UnlockLibrary, { ...byValue, code: code().code.toLowerCase() }))).toBe(
      'accepted',
    );
    expect(said(await ledger.tell(UnlockLibrary, byValue))).toBe('code-not-named');
    expect(await ledger.refused(BookExam, { ...sitting, codeId: code().codeId })).toBe(
      'code-of-other-provider',
    );
  });

  it('R58 I33 two libraries at once with one code: one opens', async () => {
    await accept();
    const answers = await Promise.all([unlock(), unlock({ libraryId: 'EREF-IT-PRO' })]);
    expect(answers.map(said).filter((each) => each === 'accepted')).toHaveLength(1);
    expect(await typesOf(`library-${code().codeId}`)).toEqual(['LibraryUnlocked']);
    expect(said(await unlock({ codeId: code(1).codeId, libraryId: 'EREF-IT-PRO' }))).toBe('accepted');
  });

  it('E19 killed between the code and the library, the same unlocking goes on where it stopped', async () => {
    await accept();
    broken = true;
    await expect(unlock({}, 'key')).rejects.toThrow('killed');
    expect(await lastOfCode()).toBe('CodeActivated');
    broken = false;
    expect(said(await unlock({ libraryId: 'EREF-IT-PRO' }))).toBe('library-already-unlocked');
    expect(said(await unlock({}, 'key'))).toBe('accepted');
    expect(said(await unlock({}, 'another key'))).toBe('accepted');
    expect((await typesOf(`code-${code().codeId}`)).filter((type) => type === 'CodeActivated')).toHaveLength(
      1,
    );
    expect(await typesOf(`library-${code().codeId}`)).toEqual(['LibraryUnlocked']);
  });

  it('opens nothing with a code that is void, or that nobody knows', async () => {
    await accept();
    await ledger.does(VoidCode, { codeId: code().codeId, cause: 'COMPROMISED', providerConfirmed: true });
    expect(said(await unlock())).toBe('code-void');
    expect(said(await unlock({ codeId: 'cod_00000000000000000000000009' }))).toBe('code-unknown');
  });
});
