/** How a case can be decided; each kind but those that change nothing is carried out by a typed event. */
export const decisionKinds = [
  /** Everything stays as it is. */
  'NO_ACTION',
  /** The code stays expired; nothing is given instead (E28). */
  'GOODWILL_NONE',
  /** The use from before the expiry counts although it was reported after the late window (E21). */
  'ACCEPT_LATE_USE',
  /** Of two uses of a code the one that was reported later counts (E18). */
  'COUNT_OTHER_USE',
  /** The consumption of the code is taken back. */
  'REVERSE_CONSUMPTION',
  /** The entitlement is granted as invoiced (E32). */
  'GRANT_AS_INVOICED',
  /** Nothing is granted; the vendor credits and invoices anew (E32). */
  'AWAIT_CREDIT_AND_REBILL',
  /** What a correction takes back is taken from those who hold it and have not used it (I38). */
  'WITHDRAW_FROM_HOLDERS',
  /** The customer keeps more than is paid for (I38). */
  'LEAVE_SHORTFALL',
  /** What was missing has come (E43). */
  'MATCHED_LATER',
] as const;
export type DecisionKind = (typeof decisionKinds)[number];

/** Decisions on money or consumption: two different persons, each with a command of their own (I38). */
export const twoPersonDecisions = [
  'ACCEPT_LATE_USE',
  'COUNT_OTHER_USE',
  'REVERSE_CONSUMPTION',
  'GRANT_AS_INVOICED',
  'WITHDRAW_FROM_HOLDERS',
  'LEAVE_SHORTFALL',
] as const;
export type TwoPersonDecision = (typeof twoPersonDecisions)[number];

export const needsTwoPersons = (decision: DecisionKind): decision is TwoPersonDecision =>
  twoPersonDecisions.some((kind) => kind === decision);
