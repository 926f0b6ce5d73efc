import { at, perform, type Process, processNamed } from '#processing/process.js';
import {
  CodeReplacementRequested,
  EntitlementGranted,
  IssuanceFailed,
} from '#entitlement/contracts/entitlement-events.js';

/** Tasks that the entitlement context performs. */
export const issueCodes = 'issue-codes';

/** Codes are issued once granted, and asked for again when supply ran out: only the slots still empty (E35). */
export const issuing: Process = processNamed('issuing')
  .when(EntitlementGranted, ({ data }) =>
    data.fulfilment === 'CODES' ? [perform(issueCodes, data.entitlementId)] : [],
  )
  .when(IssuanceFailed, ({ data }) => [
    at(data.retryAt, `issue:${data.entitlementId}`, perform(issueCodes, data.entitlementId)),
  ])
  .when(CodeReplacementRequested, ({ data }) => [perform(issueCodes, data.entitlementId)]);
