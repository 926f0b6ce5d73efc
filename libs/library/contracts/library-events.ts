import { eventRegistry, mergeRegistries } from '#messages/event-registry.js';
import { Moment, OneOf, Ref, Text, ZoneName } from '#messages/fields.js';
import {
  type AccessBasis,
  accessBases,
  evidenceForm,
  libraryIdForm,
  violationKinds,
  type ViolationKind,
} from './vocabulary.js';

export class UsageTermsAccepted {
  static readonly type = 'UsageTermsAccepted';
  static readonly version = 1;
  @Ref('per', 'Person') personRef!: string;
  @Ref('ins', 'Institution of the person') institutionId!: string;
  @Text('Version of the terms', { max: 40 }) termsVersion!: string;
}

/** One person, one library; until when is frozen here: a longer agreement gives no longer access (R59, E10). */
export class LibraryUnlocked {
  static readonly type = 'LibraryUnlocked';
  static readonly version = 1;
  @Ref('cod', 'Code, used up by it') codeId!: string;
  @Ref('ins', 'Institution') institutionId!: string;
  @Ref('per', 'Person') personRef!: string;
  @Text('Library', { max: 40, pattern: libraryIdForm }) libraryId!: string;
  @Text('Version of the terms that the person had accepted', { max: 40 }) termsVersion!: string;
  @Moment('First instant without access') accessUntil!: string;
  @OneOf(accessBases, 'Which end set it') accessBasis!: AccessBasis;
  @ZoneName('Zone of the term') zone!: string;
}

/** Its agreement was terminated: access ends earlier, and never later than it was unlocked for (I37). */
export class LibraryAccessShortened {
  static readonly type = 'LibraryAccessShortened';
  static readonly version = 1;
  @Ref('cod', 'Code that opened it') codeId!: string;
  @Moment('First instant without access before') previously!: string;
  @Moment('First instant without access now') accessUntil!: string;
}

/** The record of what the clock has done. */
export class LibraryAccessEnded {
  static readonly type = 'LibraryAccessEnded';
  static readonly version = 1;
  @Ref('cod', 'Code that opened it') codeId!: string;
  @Moment('First instant without access, whenever this was recorded') at!: string;
}

export class PolicyViolationReported {
  static readonly type = 'PolicyViolationReported';
  static readonly version = 1;
  @Ref('cod', 'Code that opened the library') subject!: string;
  @OneOf(violationKinds, 'What was done') kind!: ViolationKind;
  @Text('Reference to the evidence', { max: 100, pattern: evidenceForm }) evidenceRef!: string;
}

export const usageTermsEvents = eventRegistry(UsageTermsAccepted);
export const libraryAccessEvents = eventRegistry(
  LibraryUnlocked,
  LibraryAccessShortened,
  LibraryAccessEnded,
  PolicyViolationReported,
);
export const libraryEvents = mergeRegistries(usageTermsEvents, libraryAccessEvents);
