import { type Binding } from '#deciding/binding.js';
import { bulkDecisions } from './bulk-decisions.js';
import { codeDecisions } from './code-decisions.js';
import { compromiseDecisions } from './compromise-decisions.js';
import { entitlementStreamDecisions } from './entitlement-decisions.js';
import { type EntitlementServices } from './services.js';

export { type EntitlementServices } from './services.js';
export { codesInSlots } from './issued-codes.js';
export { type ExamList, examList } from './exam-list.js';
export { Issuer, type IssueOutcome, type IssuerServices } from './issuer.js';
export { type CodeStreamServices } from './code-streams.js';
export { withdrawFrom } from './withdrawing.js';
export { shortenCodes, sweepEntitlement } from './sweeper.js';

/** Every decision of this context. */
export const entitlementDecisions = (services: EntitlementServices): readonly Binding[] => [
  ...entitlementStreamDecisions(services),
  ...codeDecisions(services),
  ...compromiseDecisions,
  ...bulkDecisions(services),
];
