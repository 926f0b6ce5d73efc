import { expect, it } from '@jest/globals';
import { Refusal } from '#kernel/refusal.js';
import { type Role } from '#messages/roles.js';
import { OtherProvidersWork, providerSeenBy } from './provider-callers.js';

it.each<[readonly Role[], 'PEARSON_VUE' | 'CERTIPORT' | undefined, string | undefined]>([
  [['pearson-vue'], undefined, 'PEARSON_VUE'],
  [['pearson-vue'], 'PEARSON_VUE', 'PEARSON_VUE'],
  [['pearson-vue'], 'CERTIPORT', 'refused'],
  [['certiport'], undefined, 'CERTIPORT'],
  [['certiport'], 'PEARSON_VUE', 'refused'],
  [['certiport', 'pearson-vue'], undefined, undefined],
  [['certiport', 'pearson-vue'], 'CERTIPORT', 'CERTIPORT'],
  [['operator'], undefined, undefined],
  [['operator'], 'CERTIPORT', 'CERTIPORT'],
  [['certiport', 'operator'], 'PEARSON_VUE', 'PEARSON_VUE'],
  // A role that reads nothing here opens nothing.
  [['certiport', 'candidate'], 'PEARSON_VUE', 'refused'],
])('I26 %p that asks for %s sees %s', (roles, asked, seen) => {
  const answer = providerSeenBy({ roles }, asked, ['pearson-vue', 'certiport', 'operator']);
  if (seen === 'refused') expect(answer).toEqual(OtherProvidersWork({ provider: asked ?? '' }));
  else expect(answer).toBe(seen);
  expect(answer instanceof Refusal).toBe(seen === 'refused');
});
