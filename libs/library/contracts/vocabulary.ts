/** Libraries are named as codes name them. */
export { libraryIdForm } from '#entitlement/contracts/vocabulary.js';

/** Version of the usage terms in force; they forbid to print, copy and share (R77). */
export const usageTermsInForce = 'EREF-2019-07';

/** What the terms forbid. The reader enforces it, not the ledger: here it can only be reported. */
export const violationKinds = ['PRINTED', 'COPIED', 'SHARED'] as const;
export type ViolationKind = (typeof violationKinds)[number];

/** Number of a report or file: no free text, which would invite names into the log (I32). */
export const evidenceForm = /^[A-Za-z0-9]+(?:[.:/_-][A-Za-z0-9]+)*$/;

/** Which of the two ends closed the library (R59). */
export const accessBases = ['AGREEMENT', 'ENTITLEMENT'] as const;
export type AccessBasis = (typeof accessBases)[number];
