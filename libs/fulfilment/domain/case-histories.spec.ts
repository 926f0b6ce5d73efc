import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { expectNoMore, expectReplayed, expectSameAgain, lived, step } from '#test/support/histories.js';
import { propertyRuns } from '#test/support/property-runs.js';
import { caseFold } from '../contracts/case-facts.js';
import { decisionKinds, twoPersonDecisions } from '../contracts/decision-kinds.js';
import {
  approveDecision,
  assignCase,
  caseIdOf,
  declineDecision,
  openCase,
  proposeDecision,
  resolveCase,
} from './reconciliation-case.js';

/* Random lives of the case of one key: opened, decided and opened anew, by persons and by processes. */

const about = fc.constantFrom(
  { kind: 'DOUBLE_USE' as const, key: 'cod_x:REG-2' },
  { kind: 'CORRECTION_SHORT' as const, key: 'ord_x:1' },
);
type About = typeof about extends fc.Arbitrary<infer T> ? T : never;
const givens = fc
  .constantFrom(
    { kind: 'user', id: 'ann' },
    { kind: 'user', id: 'bob' },
    { kind: 'process', id: 'reporting' },
  )
  .map((actor) => ({ facts: undefined, actor }));
const aDecision = fc.constantFrom(...decisionKinds);
const proposable = fc.constantFrom(...twoPersonDecisions);
const aProposal = fc.integer({ min: 1, max: 4 });
const evidence = fc.subarray(['e1', 'e2', 'e3']);

const proposing = (caseId: string) =>
  fc.tuple(proposable, givens).map(([decision, given]) => step(proposeDecision, { caseId, decision }, given));
const repeatable = (of: About, caseId: string) =>
  fc.oneof(
    fc.tuple(evidence, givens).map(([each, given]) => step(openCase, { ...of, evidence: each }, given)),
    fc
      .tuple(fc.constantFrom('ann', 'bob'), givens)
      .map(([owner, given]) => step(assignCase, { caseId, owner }, given)),
    fc.tuple(aDecision, givens).map(([decision, given]) => step(resolveCase, { caseId, decision }, given)),
    fc
      .tuple(aProposal, givens)
      .map(([proposal, given]) => step(approveDecision, { caseId, proposal }, given)),
    fc
      .tuple(aProposal, givens)
      .map(([proposal, given]) => step(declineDecision, { caseId, proposal }, given)),
  );
const aLife = about.chain((of) => {
  const caseId = caseIdOf(of.kind, of.key);
  const any = fc.oneof(
    { weight: 5, arbitrary: repeatable(of, caseId) },
    { weight: 3, arbitrary: proposing(caseId) },
  );
  return fc.record({
    before: fc.array(any, { maxLength: 40, size: 'max' }),
    // A proposal that is made twice is two proposals; its command id keeps one command from being two.
    last: repeatable(of, caseId),
  });
});

describe('a case through random histories', () => {
  it('E18 I38 is one open case per key, opened anew only when it was decided, and by the next number', () => {
    fc.assert(
      fc.property(aLife, ({ before }) => {
        let open = false;
        let openings = 0;
        for (const { type, data } of lived(caseFold, before).log) {
          if (type === 'CaseOpened') {
            expect(open).toBe(false);
            openings += 1;
            expect(data.opening).toBe(openings);
          } else expect(open).toBe(true);
          open = type !== 'CaseResolved';
        }
      }),
      propertyRuns(),
    );
  });

  it('I38 is decided on money or consumption by two persons, on the proposal that stands in this opening', () => {
    fc.assert(
      fc.property(aLife, ({ before }) => {
        let standing: { readonly decision: string; readonly by: string } | undefined;
        for (const { type, data } of lived(caseFold, before).log) {
          if (type === 'CaseOpened' || type === 'DecisionDeclined') standing = undefined;
          if (type === 'DecisionProposed') standing = { decision: data.decision, by: data.by };
          if (type !== 'CaseResolved') continue;
          if (twoPersonDecisions.some((kind) => kind === data.decision))
            expect(data.approvedBy).toBeDefined();
          if (data.approvedBy === undefined) continue;
          expect(standing).toStrictEqual({ decision: data.decision, by: data.by });
          const persons = [data.by, data.approvedBy].sort();
          expect(persons).toStrictEqual(['ann', 'bob']);
        }
      }),
      propertyRuns(),
    );
  });

  it('E19 E63 every command sent twice is done once, and a replay is the live state', () => {
    fc.assert(
      fc.property(aLife, ({ before, last }) => {
        const steps = [...before, last];
        const life = lived(caseFold, steps);
        expectNoMore(life, [last]);
        expectSameAgain(caseFold, steps);
        expectReplayed(caseFold, life);
      }),
      propertyRuns(),
    );
  });
});
