import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { fold } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { SupplyCodesAdded, SupplyLotOpened } from '../contracts/supply-events.js';
import { addCodes, closeLot, type ExaminedLine, openLot } from './importing.js';
import { type LotEvent, lotFold } from './lot.js';
import { ChunkMissing, LotClosed, LotUnknown } from './lot-refusals.js';
import { added, closed, code, codeId, lotId, opened } from './samples.js';

const none = { facts: undefined };
const line = (number: number, n: number): ExaminedLine => ({
  line: number,
  codeId: codeId(n),
  sealed: `sealed-${n}`,
});
const add = (chunkNo: number, lines: readonly ExaminedLine[], ...past: LotEvent[]) =>
  given(lotFold, ...past).when(addCodes, { lotId, chunkNo, firstLine: 1, codes: [] }, { facts: { lines } });
const close = (...past: LotEvent[]) => given(lotFold, ...past).when(closeLot, { lotId }, none);

describe('opening a lot', () => {
  const command = { lotId, provider: 'PEARSON_VUE', productKey: 'CP-30', expected: 3 } as const;
  const { productKey: _, ...forAny } = command;

  it('E35 records how many codes were asked for, and of what', () => {
    given(lotFold).when(openLot, command, none).then(opened(3));
    given(lotFold).when(openLot, forAny, none).then(event(SupplyLotOpened, forAny));
  });

  it('E19 is done once', () => {
    given(lotFold, opened(3)).when(openLot, command, none).then();
  });
});

describe('adding codes to a lot', () => {
  it('E36 keeps what is new and rejects the rest line by line', () => {
    const malformed = { line: 2, reason: 'MALFORMED' } as const;
    const known = { line: 3, reason: 'VALUE_KNOWN' } as const;
    add(1, [line(1, 1), malformed, known, line(4, 1), line(5, 2)], opened(9)).then(
      event(SupplyCodesAdded, {
        lotId,
        chunkNo: 1,
        first: 0,
        codes: [code(1), code(2)],
        rejected: [malformed, known, { line: 4, reason: 'TWICE_IN_LOT' }],
      }),
    );
  });

  it('E36 a value of an earlier chunk is twice in the lot, too', () => {
    add(3, [line(1, 1), line(2, 2), line(3, 3)], opened(9), added(1, 0, 1), added(2, 1, 2)).then(
      event(SupplyCodesAdded, {
        lotId,
        chunkNo: 3,
        first: 2,
        codes: [code(3)],
        rejected: [
          { line: 1, reason: 'TWICE_IN_LOT' },
          { line: 2, reason: 'TWICE_IN_LOT' },
        ],
      }),
    );
  });

  it('E19 takes a chunk once, also after the lot is closed, and no chunk before the one it follows', () => {
    const end = closed({ accepted: 1, missing: 0, surplus: 0 });
    add(1, [line(1, 1)], opened(1), added(1, 0, 1)).then();
    add(1, [line(1, 1)], opened(1), added(1, 0, 1), end).then();
    add(2, [line(1, 2)], opened(1), added(1, 0, 1), end).thenRefused(LotClosed);
    add(3, [line(1, 2)], opened(1), added(1, 0, 1)).thenRefused(ChunkMissing, { expected: 2 });
    add(1, [line(1, 1)]).thenRefused(LotUnknown);
  });
});

describe('closing a lot', () => {
  it('E35 E37 says how many codes are missing, or are more than were asked for', () => {
    close(opened(3), added(1, 0, 1, 2)).then(closed({ accepted: 2, missing: 1, surplus: 0 }));
    close(opened(2), added(1, 0, 1, 2)).then(closed({ accepted: 2, missing: 0, surplus: 0 }));
    close(opened(1), added(1, 0, 1, 2)).then(closed({ accepted: 2, missing: 0, surplus: 1 }));
  });

  it('E36 counts what was rejected', () => {
    const rejected = [{ line: 2, reason: 'MALFORMED' }] as const;
    const chunk = added(1, 0, 1);
    const { outcome } = close(opened(1), { ...chunk, data: { ...chunk.data, rejected: [...rejected] } });
    expect(outcome).toMatchObject([{ data: { accepted: 1, rejected: 1 } }]);
  });

  it('E19 is done once, and needs a lot', () => {
    close(opened(1), added(1, 0, 1), closed({ accepted: 1, missing: 0, surplus: 0 })).then();
    close().thenRefused(LotUnknown);
  });

  it('knows nothing of a lot before it was opened', () => {
    expect(fold(lotFold, [added(1, 0, 1)])).toBeUndefined();
    expect(fold(lotFold, [opened(3), opened(5)])?.opened.expected).toBe(3);
  });
});
