import { describe, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { bulks, CodesAssignedInBulk, CodesDisclosedInBulk } from '../contracts/bulk.js';
import { assignCodes, discloseToPersons } from './bulk.js';
import { codeId, erika, id, max } from './samples.js';

const commandId = '5f3c1a52-6f53-5d0e-8d4b-0a4e2f6c9b11';
const bulkId = 'blk_ezd6v4anssrw07vm3qcq670000';
const items = [
  { codeId, personRef: erika },
  { codeId: id('cod', 2), personRef: max },
];
const results = [
  { ...items[0], codeId, personRef: erika },
  { codeId: id('cod', 2), personRef: max, refusal: 'code-expired' },
];
const givens = { commandId, facts: { results } };

describe('work on many codes at once', () => {
  it('E19 keeps what became of each item, once, in the order of the items', () => {
    const assigned = event(CodesAssignedInBulk, { bulkId, results });
    given(bulks.fold).when(assignCodes, { items }, givens).then(assigned);
    given(bulks.fold, assigned).when(assignCodes, { items }, givens).then();
    const disclosed = event(CodesDisclosedInBulk, { bulkId, results });
    const command = { items, channel: 'PORTAL' } as const;
    given(bulks.fold).when(discloseToPersons, command, givens).then(disclosed);
    given(bulks.fold, disclosed).when(discloseToPersons, command, givens).then();
  });
});
