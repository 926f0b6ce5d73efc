import {
  hasProvidersWord,
  notYourProvider,
  ProvidersWordNeeded,
} from '#catalogue/contracts/provider-callers.js';
import { type Binding, decisionsOf, type Look } from '#deciding/binding.js';
import { type CommandContext } from '#deciding/context.js';
import {
  ActivateCode,
  AssignCode,
  DiscloseCode,
  ExpireCode,
  LiftStranding,
  ProposeVoidAssignment,
  ReassignCode,
  ShortenCodeTerm,
  StrandCode,
  VoidAssignment,
  VoidCode,
  WithdrawCode,
} from '../contracts/code-commands.js';
import { AcceptLateUse, CountOtherUse, ReverseConsumption } from '../contracts/correction-commands.js';
import {
  BookExam,
  ForfeitCode,
  RedeemCode,
  ReleaseBooking,
  RescheduleExam,
} from '../contracts/use-commands.js';
import { acceptLateUse, askedUse, countOtherUse, reverseConsumption } from '../domain/correcting.js';
import {
  assignCode,
  type CorrectionFacts,
  liftStranding,
  proposeVoidAssignment,
  reassignCode,
  strandCode,
  voidAssignment,
} from '../domain/assigning.js';
import { codeNamed } from '../contracts/named-code.js';
import { activateCode } from '../domain/activating.js';
import { bookExam } from '../domain/booking.js';
import { type AccessCode } from '../domain/code.js';
import { discloseCode } from '../domain/disclosing.js';
import { expireCode, voidCode, withdrawCode } from '../domain/ending.js';
import { shortenCodeTerm } from '../domain/shortening.js';
import { redeemCode } from '../domain/redeeming.js';
import { forfeitCode, releaseBooking, rescheduleExam } from '../domain/releasing.js';
import { accreditationOf } from './accreditation.js';
import { accessCodes, voucherLists } from './aggregates.js';
import { disclosedCode } from './disclosed-codes.js';
import { examFor } from './exam-look.js';
import { assigneeOf, personFor, recipientFor } from './person-look.js';
import { bookingOf, registrationOf } from './provider-keys.js';
import { type EntitlementServices } from './services.js';

const codeId = (command: { readonly codeId: string }): string => command.codeId;

/** The decisions on one access code. */
export function codeDecisions(services: EntitlementServices): readonly Binding[] {
  const named = codeNamed(services.keyedHash);
  const lostAccreditation = (look: Look, code: AccessCode) =>
    accreditationOf(look, code?.issued.institutionId);
  const correctionFacts = async (
    command: { readonly codeId: string },
    look: Look,
    _: unknown,
    code: AccessCode,
  ): Promise<CorrectionFacts> => ({
    strict: services.strictAssignment === true,
    onDisclosedList:
      code !== undefined &&
      (await look.at(voucherLists, code.issued.entitlementId))?.has(command.codeId) === true,
    assignee: await assigneeOf(code, look),
  });
  return decisionsOf(accessCodes)
    .on({
      command: AssignCode,
      id: codeId,
      facts: async ({ personRef }, look, _, code) => ({
        person: await personFor(personRef, look),
        lostAccreditation: await lostAccreditation(look, code),
      }),
      decide: assignCode,
    })
    .on({
      command: ProposeVoidAssignment,
      id: codeId,
      facts: correctionFacts,
      decide: proposeVoidAssignment,
    })
    .on({
      command: VoidAssignment,
      id: codeId,
      facts: correctionFacts,
      decide: voidAssignment,
    })
    .on({
      command: DiscloseCode,
      id: codeId,
      facts: async ({ contactRef }, look, _, code) => ({
        lostAccreditation: await lostAccreditation(look, code),
        recipient: await recipientFor(contactRef, look),
        assignee: await assigneeOf(code, look),
      }),
      decide: discloseCode,
      answer: (_, receipt) => disclosedCode(services, receipt),
    })
    .on({
      command: AcceptLateUse,
      id: codeId,
      facts: ({ key }, look, _, code) => familyOf(code, askedUse(code, 'LATE_BEYOND_WINDOW', key), look),
      decide: acceptLateUse,
    })
    .on({
      command: CountOtherUse,
      id: codeId,
      facts: ({ key }, look, _, code) => familyOf(code, askedUse(code, 'DOUBLE_USE', key), look),
      decide: countOtherUse,
    })
    .on({ command: ReverseConsumption, id: codeId, decide: reverseConsumption })
    .on({ command: ReassignCode, id: codeId, decide: reassignCode })
    .on({ command: StrandCode, id: codeId, decide: strandCode })
    .on({ command: LiftStranding, id: codeId, decide: liftStranding })
    .on({ command: VoidCode, id: codeId, decide: voidCode })
    .on({ command: WithdrawCode, id: codeId, decide: withdrawCode })
    .on({ command: ShortenCodeTerm, id: codeId, decide: shortenCodeTerm })
    .on({ command: ExpireCode, id: codeId, decide: expireCode })
    .on({ command: ActivateCode, id: codeId, decide: activateCode })
    .on({
      command: BookExam,
      id: named,
      facts: ({ provider, examCode, examAt: at, examZone: zone, reported }, look, { caller }, code) =>
        notYourProvider(caller, provider) ??
        (reported === true && !hasProvidersWord(caller)
          ? ProvidersWordNeeded({}, '/reported')
          : examFor(code, { examCode, at, zone }, look)),
      claims: ({ provider, bookingKey }) => [bookingOf(provider, bookingKey)],
      decide: bookExam,
    })
    .on({
      command: RescheduleExam,
      id: named,
      facts: async ({ provider, examCode, examAt: at, examZone: zone }, look, { caller }, code) =>
        notYourProvider(caller, provider) ?? {
          ...(await examFor(code, { examCode, at, zone }, look)),
          byProvider: hasProvidersWord(caller),
        },
      claims: ({ provider, newBookingKey }) => [bookingOf(provider, newBookingKey)],
      decide: rescheduleExam,
    })
    .on({
      command: ReleaseBooking,
      id: named,
      facts: (_, __, { caller }, code) =>
        notYourProvider(caller, code?.issued.provider) ?? { byProvider: hasProvidersWord(caller) },
      decide: releaseBooking,
    })
    .on({
      command: ForfeitCode,
      id: named,
      facts: (_: object, __: Look, { caller }: CommandContext, code: AccessCode) =>
        notYourProvider(caller, code?.issued.provider),
      decide: forfeitCode,
    })
    .on({
      command: RedeemCode,
      id: named,
      facts: ({ provider, examCode, occurredAt: at, occurredZone: zone }, look, { caller }, code) =>
        notYourProvider(caller, provider) ?? examFor(code, { examCode, at, zone }, look),
      claims: ({ provider, registrationKey }) => [registrationOf(provider, registrationKey)],
      decide: redeemCode,
    }).bindings;
}

/** What the exam of a use in question counts toward. */
async function familyOf(code: AccessCode, use: ReturnType<typeof askedUse>, look: Look) {
  if (code === undefined || use?.examCode === undefined) return { family: undefined };
  const zone = use.occurredZone ?? code.issued.zone;
  return examFor(code, { examCode: use.examCode, at: use.occurredAt, zone }, look);
}
