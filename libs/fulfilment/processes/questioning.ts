import { type Process, processNamed, send } from '#processing/process.js';
import { messageOf } from '#messages/command.js';
import { CodeUseQuestioned } from '#entitlement/contracts/code-events.js';
import { IssuanceSlotsRejected } from '#entitlement/contracts/entitlement-events.js';
import { OpenCase } from '../contracts/cases.js';

const concerning = (institutionId: string | undefined) =>
  institutionId === undefined ? {} : { institutionId };

/** Facts that contradict each other become a case for a person; the ledger never decides them silently. */
export const questioning: Process = processNamed('questioning')
  .when(CodeUseQuestioned, ({ id, data, metadata }) => [
    send(
      messageOf(OpenCase, {
        kind: data.kind,
        key: `${data.codeId}:${data.key}`,
        evidence: [`event:${id}`],
        ...concerning(metadata.institutionId),
      }),
    ),
  ])
  .when(IssuanceSlotsRejected, ({ id, data, metadata }) => [
    send(
      messageOf(OpenCase, {
        kind: 'SUPPLY_DUPLICATE',
        key: `${data.entitlementId}:${data.batchNo}`,
        evidence: [`event:${id}`],
        ...concerning(metadata.institutionId),
      }),
    ),
  ]);
