import { type Decision } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { derivedId } from '#kernel/ids.js';
import { refusal } from '#kernel/refusal.js';
import { CodeVoided } from '../contracts/code-events.js';
import {
  type CompromiseEvent,
  CompromiseReported,
  type ConfirmBlock,
  type ReportCompromise,
} from '../contracts/compromise.js';
import { type AccessCode, type CodeEvent } from './code.js';
import { CodeUnknown, UseInFuture } from './code-refusals.js';
import { CodeNotVoid } from './entitlement-refusals.js';

export const CompromiseNotNamed = refusal({
  code: 'compromise-not-named',
  kind: 'invalid',
  rules: ['E55'],
  sentence: 'Name either one code, or an entitlement, or a disclosure.',
});
export const NotOfInstitution = refusal({
  code: 'compromise-not-of-institution',
  kind: 'not-found',
  rules: ['E53'],
  sentence: 'This institution has no such codes.',
});

/** Whose the named thing is; undefined when there is none, or when only the disclosure log can tell. */
export interface CompromiseFacts {
  readonly owner: string | undefined;
}

/** One fact for all codes that it concerns; what follows from it is done code by code, and may be done again (E55). */
export const reportCompromise: Decision<
  ReportCompromise,
  Readonly<CompromiseReported> | undefined,
  CompromiseEvent,
  CompromiseFacts
> = (command, _, { now, commandId, facts: { owner } }) => {
  const { institutionId, codeId, entitlementId, batchNo, disclosureId, since } = command;
  const named = [codeId, entitlementId, disclosureId].filter((each) => each !== undefined);
  if (named.length !== 1 || (batchNo !== undefined && entitlementId === undefined))
    return CompromiseNotNamed();
  if (since !== undefined && since > now) return UseInFuture({}, '/since');
  if (disclosureId === undefined && owner !== institutionId) return NotOfInstitution();
  const data = {
    compromiseId: derivedId('cmp', commandId),
    institutionId,
    ...(codeId && { codeId }),
    ...(entitlementId && { entitlementId }),
    ...(batchNo && { batchNo }),
    ...(disclosureId && { disclosureId }),
    ...(since && { since }),
  };
  return [event(CompromiseReported, data)];
};

/** The provider’s word that nobody can use it any more: without it a replacement could be a second exam (E53). */
export const confirmBlock: Decision<ConfirmBlock, AccessCode, CodeEvent> = (_, code) => {
  if (code === undefined) return CodeUnknown();
  if (code.voided === undefined) return CodeNotVoid();
  return code.voided.providerConfirmed
    ? []
    : [event(CodeVoided, { ...code.voided, providerConfirmed: true })];
};
