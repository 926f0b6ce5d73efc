import { describe, expect, it } from '@jest/globals';
import { fold } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import {
  CodeStranded,
  CodeStrandingLifted,
  CodeVoidFailed,
  ExpiryReversed,
  TransferRefused,
} from '../contracts/code-events.js';
import { type CodeEvent, codeFold, statusAt } from './code.js';
import {
  assigned,
  beforeExpiry,
  codeId,
  disclosed,
  erika,
  examAt,
  expiresAt,
  issued,
  max,
  redeemed,
  reserved,
  swept,
  voided,
} from './samples.js';

const after = (...events: readonly CodeEvent[]) => {
  const code = fold(codeFold, events);
  if (code === undefined) throw new Error('nothing was issued');
  return code;
};

describe('where a code stands', () => {
  const failed = event(CodeVoidFailed, { codeId, cause: 'COMPROMISED', usedAt: examAt });
  it.each([
    ['ISSUED', [issued]],
    ['ASSIGNED', [issued, assigned]],
    ['DISCLOSED', [issued, assigned, disclosed]],
    ['RESERVED', [issued, assigned, disclosed, reserved]],
    ['REDEEMED', [issued, assigned, disclosed, reserved, redeemed()]],
    ['VOIDED', [issued, assigned, disclosed, reserved, voided]],
    ['REDEEMED', [issued, voided, failed, redeemed()]],
  ] as const)('I23 is %s, whatever it was before', (status, events) => {
    expect(statusAt(after(...events), beforeExpiry)).toBe(status);
    const isOver = status !== 'REDEEMED' && status !== 'VOIDED';
    expect(statusAt(after(...events), expiresAt)).toBe(isOver ? 'EXPIRED' : status);
  });

  it('I17 E20 is a matter of the clock: no sweep and no reversal of one makes a difference', () => {
    const reversed = event(ExpiryReversed, {
      codeId,
      reason: 'USED_BEFORE_EXPIRY',
      occurredAt: beforeExpiry,
    });
    for (const past of [[issued], [issued, swept], [issued, swept, reversed]]) {
      expect(statusAt(after(...past), beforeExpiry)).toBe('ISSUED');
      expect(statusAt(after(...past), expiresAt)).toBe('EXPIRED');
    }
    expect([after(issued, swept).swept, after(issued, swept, reversed).swept]).toStrictEqual([true, false]);
  });

  it('R61 a refused transfer changes nothing, and nothing is known of a code before it is issued', () => {
    const refused = event(TransferRefused, { codeId, personRef: erika, toPersonRef: max });
    expect(after(issued, assigned, refused)).toStrictEqual(after(issued, assigned));
    expect(codeFold.evolve(undefined, assigned)).toBeUndefined();
  });

  it('E30 E57 is stranded for as long as one cause is left', () => {
    const stranded = (cause: CodeStranded['cause']) =>
      event(CodeStranded, { codeId, cause, ...(cause === 'PERSON_LEFT' && { personRef: erika }) });
    const lifted = event(CodeStrandingLifted, { codeId, cause: 'EXAM_RETIRED' });
    const both = [issued, assigned, stranded('PERSON_LEFT'), stranded('EXAM_RETIRED')];
    expect(after(...both).stranded).toStrictEqual(['PERSON_LEFT', 'EXAM_RETIRED']);
    expect(after(...both, lifted).stranded).toStrictEqual(['PERSON_LEFT']);
  });
});
