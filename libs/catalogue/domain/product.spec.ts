import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { Refusal } from '#kernel/refusal.js';
import { type ListProduct } from '../contracts/product-commands.js';
import { ProductListed, ProductWithdrawnFromSale } from '../contracts/product-events.js';
import { allowsProgram, onSale, packOf, productFold, termZone } from '../contracts/product-facts.js';
import {
  academicPrograms,
  deliveryProviders,
  examFamilies,
  licensingPrograms,
  productKinds,
} from '../contracts/vocabulary.js';
import { listProduct, withdrawProduct } from './product.js';
import {
  AcademicProgramNeeded,
  ExamTermsMissing,
  ExamTermsUnexpected,
  MixedSmallSitePack,
  NoSuchProduct,
  ProductAlreadyListed,
  ProductAlreadyWithdrawn,
  WithdrawnBeforeSale,
} from './refusals.js';

const classPack: Readonly<ListProduct> = {
  productKey: 'CP-30',
  title: 'Class Pack',
  aliases: ['MCP Class Pack'],
  kind: 'EXAM_CODE',
  packSize: 30,
  families: ['MCSA', 'MCSE', 'MCSD'],
  provider: 'PEARSON_VUE',
  academic: true,
  programs: academicPrograms,
  points: 75,
  onSaleFrom: '2019-01-01',
};
const { provider: _, ...withoutProvider } = classPack;
const library = { ...withoutProvider, kind: 'LIBRARY_ACCESS', families: [], packSize: 1 } as const;
const sitePack = { ...classPack, kind: 'SITE_PACK', provider: 'CERTIPORT', packSize: 125 } as const;
const listed = event(ProductListed, {
  ...classPack,
  licenseType: 'ServicesSubscriptionLicense',
  fulfilment: 'CODES',
});
const facts = undefined;
const list = (command: Readonly<ListProduct>) => given(productFold).when(listProduct, command, { facts });

describe('listing a product', () => {
  it('R12 R13 I1 every product is a Services Subscription License, whatever is asked', () => {
    list(classPack).then(listed);
    fc.assert(
      fc.property(fc.constantFrom(classPack, library, sitePack), (product) => {
        const { outcome } = list({
          ...product,
          families: product.kind === 'SITE_PACK' ? ['MOS'] : product.families,
        });
        expect(outcome).toEqual([
          expect.objectContaining({
            data: expect.objectContaining({ licenseType: 'ServicesSubscriptionLicense' }) as unknown,
          }),
        ]);
      }),
    );
  });

  it.each([
    ['LIBRARY_ACCESS', 'CODES'],
    ['EXAM_CODE', 'CODES'],
    ['SITE_PACK', 'BALANCE'],
    ['MEMBERSHIP', 'ACCESS'],
    ['E_LEARNING', 'ACCESS'],
  ] as const)('R54 %s is used by %s', (kind, fulfilment) => {
    const examTerms = { families: ['MCE'], provider: 'CERTIPORT' } as const;
    const terms = kind === 'EXAM_CODE' || kind === 'SITE_PACK' ? { ...classPack, ...examTerms } : library;
    list({ ...terms, kind }).then(
      event(ProductListed, { ...terms, kind, licenseType: 'ServicesSubscriptionLicense', fulfilment }),
    );
  });

  it('I22 the terms of a listed product do not change', () => {
    given(productFold, listed)
      .when(listProduct, { ...classPack, families: ['MCSA'] }, { facts })
      .thenRefused(ProductAlreadyListed, { productKey: 'CP-30' });
  });

  it('R31 I22 no pack of 125 pays MOS and MTA', () => {
    fc.assert(
      fc.property(
        fc.subarray([...examFamilies], { minLength: 1 }),
        fc.constantFrom(125, 500),
        fc.constantFrom(...productKinds),
        (families, packSize, kind) => {
          const { outcome } = list({ ...sitePack, kind, packSize, families });
          const mixed = families.includes('MOS') && families.includes('MTA');
          const refused = outcome instanceof Refusal && outcome.type.code === MixedSmallSitePack.code;
          if (refused) expect(outcome.pointer).toBe('/families');
          expect(refused).toBe(kind === 'SITE_PACK' && packSize === 125 && mixed);
        },
      ),
    );
  });

  it('R30 a pack of 500 pays any combination of the three', () => {
    const product = { ...sitePack, packSize: 500, families: ['MOS', 'MTA', 'MCE'] } as const;
    list(product).then(
      event(ProductListed, { ...product, licenseType: 'ServicesSubscriptionLicense', fulfilment: 'BALANCE' }),
    );
  });

  it('R32 what pays exams says which and by whom; what pays none does not', () => {
    list({ ...classPack, families: [] }).thenRefused(ExamTermsMissing, { kind: 'EXAM_CODE' });
    list(withoutProvider).thenRefused(ExamTermsMissing, { kind: 'EXAM_CODE' }, '/provider');
    list({ ...library, families: ['MOS'] }).thenRefused(ExamTermsUnexpected, { kind: 'LIBRARY_ACCESS' });
    list({ ...library, provider: 'CERTIPORT' }).thenRefused(ExamTermsUnexpected, { kind: 'LIBRARY_ACCESS' });
  });

  it('R44 R45 R46 R47 I3 an academic product is ordered under academic programs only', () => {
    for (const program of licensingPrograms) {
      const { outcome } = list({ ...classPack, programs: [program] });
      expect(outcome instanceof Refusal).toBe(
        !['EES', 'SCHOOL_ENROLLMENT', 'SELECT_PLUS_ACADEMIC'].includes(program),
      );
    }
    list({ ...classPack, programs: ['EES', 'EA'] }).thenRefused(AcademicProgramNeeded);
    expect(list({ ...classPack, programs: ['EES', 'EA'] }).outcome).toMatchObject({ pointer: '/programs/1' });
  });
});

describe('withdrawing a product', () => {
  const command = { productKey: 'CP-30', from: '2019-07-30' };
  const withdrawn = event(ProductWithdrawnFromSale, command);

  it('R40 I2 it is sold up to the day before', () => {
    given(productFold, listed).when(withdrawProduct, command, { facts }).then(withdrawn);
    const state = [listed, withdrawn].reduce(productFold.evolve, productFold.initial);
    expect(onSale(state, '2018-12-31')).toBe(false);
    expect(onSale(state, '2019-01-01')).toBe(true);
    expect(onSale(state, '2019-07-29')).toBe(true);
    expect(onSale(state, '2019-07-30')).toBe(false);
    expect(onSale(productFold.initial, '2019-07-29')).toBe(false);
  });

  it('R40 only once, only what is listed, and not before its sale began', () => {
    given(productFold)
      .when(withdrawProduct, command, { facts })
      .thenRefused(NoSuchProduct, { productKey: command.productKey });
    given(productFold, listed, withdrawn)
      .when(withdrawProduct, command, { facts })
      .thenRefused(ProductAlreadyWithdrawn, {
        ...{ productKey: command.productKey, withdrawnFrom: '2019-07-30' },
      });
    given(productFold, listed)
      .when(withdrawProduct, { ...command, from: '2019-01-01' }, { facts })
      .then(event(ProductWithdrawnFromSale, { ...command, from: '2019-01-01' }));
    given(productFold, listed)
      .when(withdrawProduct, { ...command, from: '2018-12-31' }, { facts })
      .thenRefused(WithdrawnBeforeSale, { onSaleFrom: '2019-01-01' });
  });
});

describe('what others read of a product', () => {
  const of = (data: typeof listed.data) =>
    productFold.evolve(productFold.initial, event(ProductListed, data));

  it('R27 packs are for a single exam, a class or a site', () => {
    expect(packOf(of({ ...listed.data, packSize: 1 }))).toBe('EXAM');
    expect(packOf(of(listed.data))).toBe('CLASS');
    expect(packOf(of({ ...listed.data, kind: 'SITE_PACK' }))).toBe('SITE');
    expect(packOf(of({ ...listed.data, kind: 'MEMBERSHIP' }))).toBeUndefined();
    expect(packOf(productFold.initial)).toBeUndefined();
  });

  it('R44 it allows the programs it was listed with', () => {
    expect(allowsProgram(of(listed.data), 'EES')).toBe(true);
    expect(allowsProgram(of(listed.data), 'EA')).toBe(false);
    expect(allowsProgram(productFold.initial, 'EES')).toBe(false);
  });

  it('E13 a term ends in the zone of the institution, but with Certiport in Central Time', () => {
    const zones = deliveryProviders.map((provider) => [
      provider,
      termZone(of({ ...listed.data, provider }), 'Europe/Berlin'),
    ]);
    expect(Object.fromEntries(zones)).toEqual({ PEARSON_VUE: 'Europe/Berlin', CERTIPORT: 'America/Chicago' });
    expect(termZone(productFold.initial, 'Europe/Berlin')).toBe('Europe/Berlin');
  });
});
