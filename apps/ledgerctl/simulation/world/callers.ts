import { type Caller } from '#deciding/context.js';
import { type DeliveryProvider } from '#catalogue/contracts/vocabulary.js';
import { type Role } from '#messages/roles.js';

const caller = (id: string, role: Role, institutions: Caller['institutions'] = '*'): Caller => ({
  kind: 'user',
  id,
  roles: [role],
  institutions,
});

/** Who acts in an invented history, beside the institutions' own people. */
export const actors = {
  vendor: caller('vendor-desk-1', 'vendor-operations'),
  secondVendor: caller('vendor-desk-2', 'vendor-operations'),
  reconcilers: [
    caller('reconciler-1', 'reconciler'),
    caller('reconciler-2', 'reconciler'),
    caller('reconciler-3', 'reconciler'),
  ],
  system: { kind: 'system', id: 'reference-data', roles: ['system'], institutions: '*' },
} as const satisfies Record<string, Caller | readonly Caller[]>;

export const providerOf: Readonly<Record<DeliveryProvider, Caller>> = {
  PEARSON_VUE: caller('pearson-vue', 'pearson-vue'),
  CERTIPORT: caller('certiport', 'certiport'),
};

export const resellerNamed = (id: string): Caller => caller(id, 'reseller');
export const administratorOf = (institutionId: string, nth: number): Caller =>
  caller(`admin-${nth}.${institutionId.slice(4, 12)}`, 'vl-administrator', [institutionId]);
export const candidateNamed = (personRef: string, institutionId: string): Caller =>
  caller(personRef, 'candidate', [institutionId]);
