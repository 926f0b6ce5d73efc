import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { event } from '#kernel/event.js';
import { schemaOf } from '#messages/field-registry.js';
import { type Refusal } from '#kernel/refusal.js';
import {
  AssignmentVoidedBeforeDisclosure,
  AssignmentVoidProposed,
  CodeAssigned,
  type CodeDisclosed,
  CodeStranded,
  CodeStrandingLifted,
  TransferRefused,
} from '../contracts/code-events.js';
import {
  type AssignmentFacts,
  assignCode,
  liftStranding,
  proposeVoidAssignment,
  reassignCode,
  strandCode,
  voidAssignment,
} from './assigning.js';
import {
  AccreditationLost,
  AssignmentFinal,
  CodeAlreadyAssigned,
  CodeNotAssigned,
  CodeNotTransferable,
  ConsentMissing,
  LeaverKeepsCode,
  NotACandidate,
  PersonHasLeft,
  PersonUnknown,
  RecipientHasLeft,
  RecipientNotNamed,
  RecipientUnknown,
  SecondPersonNeeded,
  VoidNotProposed,
} from './assignment-refusals.js';
import { type CodeEvent, codeFold } from './code.js';
import { CodeAlreadyConsumed, CodeIsExpired, CodeIsVoid, CodeUnknown } from './code-refusals.js';
import { discloseCode } from './disclosing.js';
import {
  assigned,
  bookedAt,
  codeId,
  disclosed,
  erika,
  expiresAt,
  id,
  issued,
  max,
  redeemed,
  reserved,
  terms,
  voided,
} from './samples.js';

const recordedBy = (decided: { readonly outcome: unknown }) => (decided.outcome as Refusal).events;
const noLoss = () => false;
const active = {
  institutionId: terms.institutionId,
  role: 'EMPLOYEE',
  leftAt: undefined,
  lacksConsent: false,
} as const;

const assigns = (
  past: readonly CodeEvent[],
  personRef = erika,
  facts: Partial<AssignmentFacts> = {},
  now = bookedAt,
) =>
  given(codeFold, ...past).when(
    assignCode,
    { codeId, personRef },
    { now, facts: { person: active, lostAccreditation: noLoss, ...facts } },
  );

describe('assigning a code', () => {
  it('R61 binds it to one person, in the role that the person has', () => {
    assigns([issued]).then(assigned);
    assigns([issued], erika, { person: { ...active, role: 'STUDENT' } }).then(
      event(CodeAssigned, { codeId, personRef: erika, role: 'STUDENT' }),
    );
  });

  it('R55 says nothing of an exam', () => {
    expect(Object.keys(assigned.data)).toStrictEqual(['codeId', 'personRef', 'role']);
    expect(Object.keys(schemaOf(CodeAssigned).properties ?? {})).toStrictEqual([
      'codeId',
      'personRef',
      'role',
    ]);
  });

  it('E19 again is a repeat', () => {
    assigns([issued, assigned]).then();
  });

  it('R61 I19 never gets a second person', () => {
    assigns([issued, assigned], max).thenRefused(CodeAlreadyAssigned);
    assigns([issued, assigned, disclosed], max).thenRefused(CodeNotTransferable);
  });

  it('E29 is refused for somebody who had left by then, not for somebody who will', () => {
    assigns([issued], erika, { person: { ...active, leftAt: bookedAt } }).thenRefused(PersonHasLeft);
    assigns([issued], erika, { person: { ...active, leftAt: '2019-10-01T08:00:00.001Z' } }).then(assigned);
  });

  it('R61 is for persons of the institution, and for candidates', () => {
    assigns([issued], erika, { person: undefined }).thenRefused(PersonUnknown);
    assigns([issued], erika, { person: { ...active, institutionId: id('ins', 9) } }).thenRefused(
      PersonUnknown,
    );
    assigns([issued], erika, { person: { ...active, role: undefined } }).thenRefused(NotACandidate);
  });

  it('E60 waits for the consent of a minor’s parents', () => {
    assigns([issued], erika, { person: { ...active, role: 'STUDENT', lacksConsent: true } }).thenRefused(
      ConsentMissing,
    );
  });

  it('I17 R63 is refused for what cannot be used', () => {
    assigns([issued], erika, {}, expiresAt).thenRefused(CodeIsExpired);
    assigns([issued, redeemed()]).thenRefused(CodeAlreadyConsumed);
    assigns([issued, voided]).thenRefused(CodeIsVoid);
    assigns([]).thenRefused(CodeUnknown);
  });

  it('R71 E52 is suspended long after accreditation was lost', () => {
    assigns([issued], erika, { lostAccreditation: (at) => at === bookedAt }).thenRefused(AccreditationLost);
  });
});

describe('undoing an assignment', () => {
  const by = (id: string, facts = {}, onBehalfOf?: string) => ({
    now: bookedAt,
    facts: { strict: false, onDisclosedList: false, assignee: active, ...facts },
    actor: { kind: 'user' as const, id, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) },
  });
  const proposal = event(AssignmentVoidProposed, {
    codeId,
    personRef: erika,
    cause: 'TYPING_ERROR',
    proposedBy: 'first',
  });
  const proposes = (past: readonly CodeEvent[], facts = {}) =>
    given(codeFold, ...past).when(
      proposeVoidAssignment,
      { codeId, cause: 'TYPING_ERROR' },
      by('first', facts),
    );
  const undoes = (past: readonly CodeEvent[], facts = {}, actor = 'second', onBehalfOf?: string) =>
    given(codeFold, ...past, ...(past.length > 1 ? [proposal] : [])).when(
      voidAssignment,
      { codeId },
      by(actor, facts, onBehalfOf),
    );
  const undone = event(AssignmentVoidedBeforeDisclosure, {
    codeId,
    personRef: erika,
    cause: 'TYPING_ERROR',
    approvedBy: 'second',
  });

  it('R61 I19 is possible before disclosure; the code can then be assigned to another', () => {
    undoes([issued, assigned]).then(undone);
    assigns([issued, assigned, proposal, undone], max).then(
      event(CodeAssigned, { codeId, personRef: max, role: 'EMPLOYEE' }),
    );
  });

  it('R61 changes nothing when it is proposed; the same proposal again is none', () => {
    proposes([issued, assigned]).then(proposal);
    proposes([issued, assigned, proposal]).then();
    given(codeFold, issued, assigned, proposal)
      .when(proposeVoidAssignment, { codeId, cause: 'WRONG_PERSON' }, by('other'))
      .then(
        event(AssignmentVoidProposed, {
          ...{ codeId, personRef: erika, cause: 'WRONG_PERSON', proposedBy: 'other' },
        }),
      );
    assigns([issued, assigned, proposal], max).thenRefused(CodeAlreadyAssigned);
  });

  it('R61 is proposed only where it could be done', () => {
    proposes([issued, assigned, disclosed]).thenRefused(AssignmentFinal);
    proposes([issued, assigned], { strict: true }).thenRefused(AssignmentFinal);
    proposes([issued, assigned], { assignee: undefined }).thenRefused(LeaverKeepsCode);
    proposes([issued]).thenRefused(CodeNotAssigned);
    proposes([]).thenRefused(CodeUnknown);
  });

  it('R61 is done only where another person has proposed it, for this assignment', () => {
    const done = by('second');
    given(codeFold, issued, assigned).when(voidAssignment, { codeId }, done).thenRefused(VoidNotProposed);
    given(codeFold, issued, assigned, proposal, undone, assigned)
      .when(voidAssignment, { codeId }, done)
      .thenRefused(VoidNotProposed);
  });

  it('R61 I19 is impossible after disclosure, also by a list, and once the code is booked or used', () => {
    undoes([issued, assigned, disclosed]).thenRefused(AssignmentFinal);
    undoes([issued, assigned], { onDisclosedList: true }).thenRefused(AssignmentFinal);
    undoes([issued, assigned, reserved]).thenRefused(AssignmentFinal);
    undoes([issued, assigned, redeemed()]).thenRefused(AssignmentFinal);
  });

  it('R61 E30 frees no code of somebody who has left, whether or not it has been stranded', () => {
    const stranded = event(CodeStranded, { codeId, personRef: erika, cause: 'PERSON_LEFT' });
    for (const past of [
      [issued, assigned],
      [issued, assigned, stranded],
    ]) {
      undoes(past, { assignee: { ...active, leftAt: bookedAt } }).thenRefused(LeaverKeepsCode);
      undoes(past, { assignee: undefined }).thenRefused(LeaverKeepsCode);
    }
    undoes([issued, assigned], { assignee: { ...active, leftAt: '2019-10-01T08:00:00.001Z' } }).then(undone);
  });

  it('R61 is impossible at all in strict mode', () => {
    undoes([issued, assigned], { strict: true }).thenRefused(AssignmentFinal);
  });

  it('R61 needs a second person, who is neither the actor nor whom the actor acts for', () => {
    undoes([issued, assigned], {}, 'first').thenRefused(SecondPersonNeeded);
    undoes([issued, assigned], {}, 'service', 'first').thenRefused(SecondPersonNeeded);
  });

  it('R61 needs an assignment', () => {
    undoes([issued]).thenRefused(CodeNotAssigned);
    undoes([]).thenRefused(CodeUnknown);
  });
});

describe('giving a code to another', () => {
  const reassigns = (past: readonly CodeEvent[]) =>
    given(codeFold, ...past).when(reassignCode, { codeId, personRef: max }, { facts: undefined });

  it('R61 I19 is always refused, and the attempt is kept', () => {
    const attempt = reassigns([issued, assigned, disclosed]);
    attempt.thenRefused(CodeNotTransferable);
    expect(recordedBy(attempt)).toStrictEqual([
      event(TransferRefused, { codeId, personRef: erika, toPersonRef: max }),
    ]);
    const early = reassigns([issued]);
    early.thenRefused(CodeNotTransferable);
    expect(recordedBy(early)).toStrictEqual([event(TransferRefused, { codeId, toPersonRef: max })]);
    reassigns([]).thenRefused(CodeUnknown);
  });
});

describe('a person who left', () => {
  const strands = (past: readonly CodeEvent[], personRef = erika) =>
    given(codeFold, ...past).when(
      strandCode,
      { codeId, personRef, cause: 'PERSON_LEFT' },
      { now: bookedAt, facts: undefined },
    );
  const stranded = event(CodeStranded, { codeId, personRef: erika, cause: 'PERSON_LEFT' });

  it('E30 R61 strands the code once; it does not go back to the pool', () => {
    strands([issued, assigned, disclosed]).then(stranded);
    strands([issued, assigned, disclosed, stranded]).then();
    assigns([issued, assigned, disclosed, stranded], max).thenRefused(CodeNotTransferable);
    assigns([issued, assigned, stranded], max).thenRefused(CodeAlreadyAssigned);
  });

  it('E29 strands it also when the leave date lies before the assignment', () => {
    strands([issued, assigned]).then(stranded);
  });

  it('E30 strands nothing of somebody else, and nothing used', () => {
    strands([issued, assigned], max).thenRefused(CodeNotAssigned);
    strands([issued, assigned, redeemed()]).then();
    strands([]).thenRefused(CodeUnknown);
  });

  it('E57 is not the only cause: an exam that retires strands an unassigned code, too', () => {
    given(codeFold, issued)
      .when(strandCode, { codeId, cause: 'EXAM_RETIRED' }, { now: bookedAt, facts: undefined })
      .then(event(CodeStranded, { codeId, cause: 'EXAM_RETIRED' }));
  });
});

describe('disclosing a code', () => {
  const contact = { institutionId: id('ins', 1), leftAt: undefined };
  const discloses = (past: readonly CodeEvent[], to: object, facts = {}, now = bookedAt) =>
    given(codeFold, ...past).when(
      discloseCode,
      { codeId, channel: 'EMAIL', ...to },
      { now, facts: { lostAccreditation: noLoss, recipient: contact, assignee: active, ...facts } },
    );

  it('I31 records who got it, every time', () => {
    for (const past of [
      [issued, assigned],
      [issued, assigned, disclosed],
    ]) {
      const [first] = discloses(past, { personRef: erika }).outcome as readonly { data: CodeDisclosed }[];
      expect(first?.data).toStrictEqual({
        codeId,
        disclosureId: expect.stringMatching(/^dis_/),
        personRef: erika,
        channel: 'EMAIL',
      });
    }
    const [toContact] = discloses([issued], { contactRef: max }).outcome as readonly {
      data: CodeDisclosed;
    }[];
    expect(toContact?.data.contactRef).toBe(max);
  });

  it('E29 E30 shows who has left nothing that they have not seen before', () => {
    const gone = { assignee: { ...active, leftAt: bookedAt } };
    discloses([issued, assigned], { personRef: erika }, gone).thenRefused(PersonHasLeft);
    discloses([issued, assigned], { personRef: erika }, { assignee: undefined }).thenRefused(PersonHasLeft);
    for (const [past, to] of [
      [[issued, assigned, disclosed], { personRef: erika }],
      [[issued, assigned], { contactRef: max }],
    ] as const) {
      expect(discloses(past, to, gone).outcome).toHaveLength(1);
    }
  });

  it('R61 goes to the person it is assigned to', () => {
    discloses([issued], { personRef: erika }).thenRefused(CodeNotAssigned);
    discloses([issued, assigned], { personRef: max }).thenRefused(CodeNotAssigned);
  });

  it('R66 I31 goes to a registered person of the institution who has not left', () => {
    const toContact = { contactRef: max };
    discloses([issued], toContact, { recipient: undefined }).thenRefused(RecipientUnknown);
    discloses([issued], toContact, {
      recipient: { ...contact, institutionId: id('ins', 2) },
    }).thenRefused(RecipientUnknown);
    discloses([issued], toContact, { recipient: { ...contact, leftAt: bookedAt } }).thenRefused(
      RecipientHasLeft,
    );
    expect(
      discloses([issued], toContact, { recipient: { ...contact, leftAt: expiresAt } }).outcome,
    ).toHaveLength(1);
  });

  it('I31 names one recipient', () => {
    discloses([issued, assigned], {}).thenRefused(RecipientNotNamed);
    discloses([issued, assigned], { personRef: erika, contactRef: max }).thenRefused(RecipientNotNamed);
  });

  it('R63 shows nothing that cannot be used any more', () => {
    discloses([issued, assigned], { personRef: erika }, {}, expiresAt).thenRefused(CodeIsExpired);
    discloses([issued, assigned, redeemed()], { personRef: erika }).thenRefused(CodeAlreadyConsumed);
    discloses([], { personRef: erika }).thenRefused(CodeUnknown);
  });

  it('R71 E52 is suspended long after accreditation was lost; what was shown may be shown again', () => {
    const facts = { lostAccreditation: () => true };
    discloses([issued, assigned], { personRef: erika }, facts).thenRefused(AccreditationLost);
    expect(discloses([issued, assigned, disclosed], { personRef: erika }, facts).outcome).toHaveLength(1);
  });
});

describe('a code that an exam is left for after all', () => {
  const lift = (...past: Parameters<typeof codeFold.evolve>[1][]) =>
    given(codeFold, ...past).when(liftStranding, { codeId, cause: 'EXAM_RETIRED' }, { facts: undefined });
  const retired = event(CodeStranded, { codeId, cause: 'EXAM_RETIRED' });
  const left = event(CodeStranded, { codeId, personRef: erika, cause: 'PERSON_LEFT' });
  const lifted = event(CodeStrandingLifted, { codeId, cause: 'EXAM_RETIRED' });

  it('E58 is stranded no more, unless for another reason', () => {
    lift(issued, retired).then(lifted);
    lift(issued, assigned, left, retired).then(
      event(CodeStrandingLifted, { codeId, cause: 'EXAM_RETIRED', remaining: 'PERSON_LEFT' }),
    );
    lift(issued, retired, lifted).then();
    lift(issued).then();
    lift().thenRefused(CodeUnknown);
  });
});
