import { expect, it } from '@jest/globals';
import { type Link } from '#audit/hash-chain.js';
import { verifyChain } from '#audit/verify-chain.js';
import { CodeAssigned } from '#entitlement/contracts/code-events.js';
import { type StoredEvent } from '#event-store/port.js';
import { projected } from '#projecting/reading.js';
import { type AsOf } from '#projecting/model-state.js';
import { askForWholeList } from '#projecting/whole-list.js';
import { describeModels } from '../testing/describe-models.js';
import { codeId, entitlementId, ids, orderId, record, registry } from '../testing/ledger-events.js';
import { entryOf } from './entry.js';
import { grant, issue, place } from '../testing/orders.js';
import { HistoryProjector } from './projector.js';
import { listHistory } from './query.js';

describeModels('the history', new HistoryProjector(), (models) => {
  const everything = { institutions: '*', limit: 50 } as const;

  it('shows a code with who, why and both times, and with what it comes from when asked', async () => {
    const { store, reads } = models;
    await place(store, 1, '2020-03-01T10:00:00.000Z', { actor: 'reseller-1' });
    await grant(store, 1, 3);
    await issue(store, 1, 1, 1);
    await issue(store, 1, 2, 2);
    const assigned = { codeId: codeId(1), personRef: ids.person, role: 'EMPLOYEE' as const };
    const after = await record(store, `code-${codeId(1)}`, CodeAssigned, assigned, {
      actor: 'admin-1',
      reason: 'a course',
    });
    const own = await listHistory(reads, { ...everything, after, filter: { thing: codeId(1) } });
    expect(own.items.map(({ type }) => type)).toEqual(['CodeIssued', 'CodeAssigned']);
    expect(own.items[1]).toMatchObject({
      stream: `code-${codeId(1)}`,
      revision: 1,
      actorId: 'admin-1',
      reason: 'a course',
      occurredAt: '2020-03-02T09:00:00.000Z',
      recordedAt: '2020-03-02T09:00:00.000Z',
      data: assigned,
    });
    const all = await listHistory(reads, { ...everything, filter: { thing: codeId(1), withOrigins: true } });
    expect(all.items.map(({ thing }) => thing)).toEqual([orderId(1), entitlementId(1), codeId(1), codeId(1)]);
  });

  it('I32 keeps nothing that is sealed', async () => {
    const { items } = await listHistory(models.reads, { ...everything, filter: { types: ['CodeIssued'] } });
    expect(items[0]?.data).toHaveProperty('last4');
    expect(JSON.stringify(items)).not.toContain('sealed');
  });

  it('shows all events in the order of the log, page by page, and back', async () => {
    const { reads } = models;
    const { items } = await listHistory(reads, everything);
    const positions = items.map(({ position }) => position);
    expect(positions).toEqual(positions.toSorted());
    const first = await listHistory(reads, { ...everything, limit: 3, sort: '-position' });
    const second = await listHistory(reads, {
      ...everything,
      limit: 3,
      sort: '-position',
      cursor: first.next,
    });
    expect([...first.items, ...second.items].map(({ position }) => position)).toEqual(positions.toReversed());
    expect(second.next).toBeUndefined();
  });

  it('chains every event to the one before, as the log alone gives it', async () => {
    const { store, reads } = models;
    const { items } = await listHistory(reads, everything);
    expect(items.map(({ sequence }) => sequence)).toEqual(items.map((_, n) => n + 1));
    expect(items.slice(1).map(({ previousHash }) => previousHash)).toEqual(
      items.slice(0, -1).map(({ hash }) => hash),
    );
    const shown = (event: StoredEvent, link: Link) => entryOf(projected(registry, event), link);
    expect(await verifyChain(store.readAll(), items, shown)).toEqual({
      ...{ entries: items.length, compared: items.length, head: items.at(-1)?.hash },
    });
  });

  it('shows an institution its own events only', async () => {
    const { store, reads } = models;
    const after = await place(store, 9, '2020-03-01T10:00:00.000Z', { institutionId: ids.otherInstitution });
    const other = await listHistory(reads, { ...everything, after, institutions: [ids.otherInstitution] });
    expect(other.items.map(({ thing }) => thing)).toEqual([orderId(9)]);
    expect((await listHistory(reads, { ...everything, institutions: [ids.institution] })).items).toHaveLength(
      5,
    );
    expect((await listHistory(reads, { ...everything, filter: { actorId: 'admin-1' } })).items).toHaveLength(
      1,
    );
    expect(
      (await listHistory(reads, { ...everything, filter: { recordedBefore: '2020-03-02T00:00:00.000Z' } }))
        .items,
    ).toHaveLength(2);
  });

  it('is read as a whole as it was at the first row, whatever comes in between', async () => {
    const { store, reads } = models;
    const { items, asOf } = await listHistory(reads, everything);
    const taken: object[] = [];
    const seen = new Set<string | undefined>();
    const batches = {
      size: 2,
      take: async (rows: readonly object[], { position }: AsOf) => {
        if (taken.length === 0) await place(store, 8, '2020-03-05T10:00:00.000Z');
        taken.push(...rows);
        seen.add(position);
      },
    };
    await askForWholeList(batches, () => listHistory(reads, { ...everything, limit: 1 }));
    expect(taken).toStrictEqual(items);
    expect([...seen]).toStrictEqual([asOf.position]);
    const head = await store.head();
    const later = await listHistory(reads, { ...everything, after: head });
    expect(later.items.length).toBeGreaterThan(items.length);
  });

  it('is read no further when whoever takes it has gone', async () => {
    const gone = new Error('gone');
    const batches = { size: 1, take: () => Promise.reject(gone) };
    await expect(askForWholeList(batches, () => listHistory(models.reads, everything))).rejects.toBe(gone);
    expect((await listHistory(models.reads, everything)).items.length).toBeGreaterThan(0);
  });
});
