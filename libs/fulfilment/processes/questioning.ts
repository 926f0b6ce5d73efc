import { type Effect, type Happening, type Process, processNamed, send } from '#processing/process.js';
import { messageOf } from '#messages/command.js';
import { CodeUseQuestioned, CodeVoidFailed } from '#entitlement/contracts/code-events.js';
import { IssuanceSlotsRejected } from '#entitlement/contracts/entitlement-events.js';
import { SupplyLotClosed } from '#supply/contracts/supply-events.js';
import { type CaseKind, OpenCase } from '../contracts/cases.js';

const caseOf = ({ id, metadata: { institutionId } }: Happening, kind: CaseKind, key: string): Effect =>
  send(
    messageOf(OpenCase, {
      kind,
      key,
      evidence: [`event:${id}`],
      ...(institutionId === undefined ? {} : { institutionId }),
    }),
  );

/** Facts that contradict each other become a case for a person; the ledger never decides them silently. */
export const questioning: Process = processNamed('questioning')
  .when(CodeUseQuestioned, (happening) => {
    const { kind, codeId, key } = happening.data;
    return [caseOf(happening, kind, `${codeId}:${key}`)];
  })
  // A replacement may be out already for a code that turns out to have been used in time (E54, I23).
  .when(CodeVoidFailed, (happening) => [caseOf(happening, 'VOID_FAILED', happening.data.codeId)])
  .when(IssuanceSlotsRejected, (happening) => {
    const { entitlementId, batchNo } = happening.data;
    return [caseOf(happening, 'SUPPLY_DUPLICATE', `${entitlementId}:${batchNo}`)];
  })
  .when(SupplyLotClosed, (happening) => {
    const { lotId, rejected, surplus } = happening.data;
    return [
      ...(rejected > 0 ? [caseOf(happening, 'SUPPLY_DUPLICATE', lotId)] : []),
      ...(surplus > 0 ? [caseOf(happening, 'SUPPLY_SURPLUS', lotId)] : []),
    ];
  });
