import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { naturalId } from '#kernel/ids.js';
import {
  type ChangePriceLevel,
  type DesignateContact,
  type ExtendAgreement,
  type RegisterAgreement,
  type TerminateAgreement,
} from '../contracts/agreement-commands.js';
import {
  AgreementExtended,
  AgreementRegistered,
  AgreementTerminated,
  ContactDesignated,
  PriceLevelChanged,
} from '../contracts/agreement-events.js';
import {
  agreementEnd,
  type AgreementEvent,
  type AgreementFacts,
  priceLevelOn,
} from '../contracts/agreement-facts.js';
import { type RaisePriceLevel } from '../contracts/points-commands.js';
import { type MasterAgreement, type Program } from '../contracts/vocabulary.js';
import {
  AgreementExists,
  AgreementIsTerminated,
  AgreementNeedsEnd,
  AgreementNeverEnds,
  AgreementUnknown,
  ContactRoleTwice,
  EndBeforeStart,
  LevelBeforeStart,
  NotAnExtension,
  TerminationAfterEnd,
} from './agreement-refusals.js';

type Decides<Command> = Decision<Command, AgreementFacts, AgreementEvent>;

interface ProgramTerms {
  readonly end: 'always' | 'never' | 'possibly';
  readonly master?: MasterAgreement;
}

/** Select Plus never ends (R47); school contracts stand under a Campus and School Agreement (R46). */
const termsOf: Readonly<Record<Program, ProgramTerms>> = {
  EA: { end: 'always' },
  SELECT: { end: 'always' },
  SELECT_PLUS: { end: 'never' },
  EES: { end: 'always', master: 'CAMPUS_AND_SCHOOL_AGREEMENT' },
  SCHOOL_ENROLLMENT: { end: 'always', master: 'CAMPUS_AND_SCHOOL_AGREEMENT' },
  SELECT_PLUS_ACADEMIC: { end: 'never' },
  VL: { end: 'possibly' },
  VL_SA: { end: 'possibly' },
};

/** Numbers are the same however they are typed. */
export const normalNumber = (typed: string): string => typed.toUpperCase();
export const agreementIdOf = (number: string) => naturalId('agr', normalNumber(number));

/** The number makes the stream's name, so the stream itself tells that a number is taken. */
export const registerAgreement: Decides<RegisterAgreement> = (command, state) => {
  const { program, start, end, institutionId, priceLevel, contacts = [] } = command;
  const { end: ends, master } = termsOf[program];
  if (state.registered !== undefined) return AgreementExists({}, '/number');
  if (ends === 'never' && end !== undefined) return AgreementNeverEnds({ program }, '/end');
  if (ends === 'always' && end === undefined) return AgreementNeedsEnd({ program }, '/end');
  if (end !== undefined && end < start) return EndBeforeStart({ start, end }, '/end');
  if (new Set(contacts.map(({ role }) => role)).size < contacts.length)
    return ContactRoleTwice({}, '/contacts');
  const number = normalNumber(command.number);
  const agreementId = agreementIdOf(number);
  return [
    event(AgreementRegistered, {
      agreementId,
      number,
      program,
      ...(master === undefined ? {} : { masterAgreement: master }),
      institutionId,
      start,
      ...(end === undefined ? {} : { end }),
    }),
    event(PriceLevelChanged, { agreementId, priceLevel, effectiveFrom: start }),
    ...contacts.map(({ role, personRef }) => event(ContactDesignated, { agreementId, role, personRef })),
  ];
};

export const designateContact: Decides<DesignateContact> = ({ agreementId, contact }, state) => {
  const { role, personRef } = contact;
  if (state.registered === undefined) return AgreementUnknown();
  if (state.contacts[role] === personRef) return [];
  return [event(ContactDesignated, { agreementId, role, personRef })];
};

/** Never looks back: an invoice keeps the level it was made with. */
export const changePriceLevel: Decides<ChangePriceLevel> = (
  { agreementId, priceLevel, effectiveFrom },
  state,
) => {
  if (state.registered === undefined) return AgreementUnknown();
  const { start } = state.registered;
  if (effectiveFrom < start) return LevelBeforeStart({ start }, '/effectiveFrom');
  return [event(PriceLevelChanged, { agreementId, priceLevel, effectiveFrom })];
};

/** By the points of a year, from the day after they reached it; a level that is as high already stays (R8). */
export const raisePriceLevel: Decides<RaisePriceLevel> = (
  { agreementId, priceLevel, effectiveFrom, agreementYear, points },
  state,
) => {
  if (state.registered === undefined) return AgreementUnknown();
  if ((priceLevelOn(state, effectiveFrom) ?? 'A') >= priceLevel) return [];
  const earned = { agreementYear, points };
  return [event(PriceLevelChanged, { agreementId, priceLevel, effectiveFrom, earned })];
};

/** Changes this stream alone: what has been granted keeps the end that was frozen at its invoice (I36, E10). */
export const extendAgreement: Decides<ExtendAgreement> = ({ agreementId, end: to }, state) => {
  if (state.registered === undefined) return AgreementUnknown();
  if (state.terminatedOn !== undefined) return AgreementIsTerminated({ effectiveOn: state.terminatedOn });
  const from = state.end;
  if (from === undefined) return AgreementNeverEnds({ program: state.registered.program }, '/end');
  if (to <= from) return NotAnExtension({ end: from }, '/end');
  return [event(AgreementExtended, { agreementId, from, to })];
};

export const terminateAgreement: Decides<TerminateAgreement> = ({ agreementId, effectiveOn }, state) => {
  if (state.registered === undefined) return AgreementUnknown();
  if (state.terminatedOn !== undefined) return AgreementIsTerminated({ effectiveOn: state.terminatedOn });
  const { start } = state.registered;
  const end = agreementEnd(state);
  if (effectiveOn < start) return EndBeforeStart({ start, end: effectiveOn }, '/effectiveOn');
  if (end !== undefined && effectiveOn > end) return TerminationAfterEnd({ end }, '/effectiveOn');
  return [event(AgreementTerminated, { agreementId, effectiveOn })];
};
