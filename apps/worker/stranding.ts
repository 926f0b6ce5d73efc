import { countsFor, examFacts } from '#catalogue/contracts/exam-facts.js';
import { allEvents } from '#composition/all-events.js';
import { type Ledger } from '#composition/open-ledger.js';
import { type Answer } from '#deciding/decisions.js';
import { codesInSlots } from '#entitlement/application/index.js';
import { LiftStranding, StrandCode } from '#entitlement/contracts/code-commands.js';
import { JudgeExamsLeft } from '#entitlement/contracts/entitlement-commands.js';
import { EntitlementGranted, EntitlementStranded } from '#entitlement/contracts/entitlement-events.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { maxCapacity } from '#entitlement/contracts/vocabulary.js';
import { followStranding, judgeGranted, judgeStranded } from '#fulfilment/processes/index.js';
import { messageOf } from '#messages/command.js';
import { metadataFromJson } from '#messages/metadata.js';
import { asProcess, type Cause, type Task } from '#processing/doer.js';

type Looked = Pick<Ledger, 'store' | 'look' | 'clock'>;

/**
 * The grants that an exam counts for and whose term, shortened or not (I37), still runs. An exam retires a few times a year, so the log itself is
 * looked through: no index can be wrong, and whoever is stopped in between begins again and finds most of it done.
 */
export async function* grantsPaying({ store, look, clock }: Looked, examCode: string) {
  const exam = await look.at(examFacts, examCode);
  for await (const stored of store.readAll({ filter: { typePrefixes: [EntitlementGranted.type] } })) {
    const { schemaVersion } = metadataFromJson(stored.metadata);
    const granted = allEvents.read(stored.type, schemaVersion, stored.data).data as EntitlementGranted;
    if (granted.expiresAt <= clock.now() || !countsFor(exam, granted)) continue;
    const { granted: asItIs = granted } = await look.at(entitlementFacts, granted.entitlementId);
    if (asItIs.expiresAt > clock.now()) yield asItIs;
  }
}

async function* strandedSoFar({ store }: Looked) {
  const seen = new Set<string>();
  for await (const stored of store.readAll({ filter: { typePrefixes: [EntitlementStranded.type] } })) {
    const { schemaVersion } = metadataFromJson(stored.metadata);
    const { entitlementId } = allEvents.read(stored.type, schemaVersion, stored.data)
      .data as EntitlementStranded;
    if (!seen.has(entitlementId)) yield entitlementId;
    seen.add(entitlementId);
  }
}

/** What retirements mean for entitlements and their codes (E57, E58); each one's own stream decides. */
export function strandingTasks(
  ledger: Looked,
  execute: (command: object) => Promise<Answer>,
): Readonly<Record<typeof followStranding | typeof judgeGranted | typeof judgeStranded, Task>> {
  const { store, look } = ledger;
  const judge = (entitlementId: string, cause: Cause) =>
    execute(
      asProcess('retirement-watch', cause, messageOf(JudgeExamsLeft, { entitlementId }), entitlementId),
    );
  return {
    [judgeGranted]: async (examCode, cause) => {
      for await (const { entitlementId } of grantsPaying(ledger, examCode)) await judge(entitlementId, cause);
    },
    [judgeStranded]: async (_, cause) => {
      for await (const entitlementId of strandedSoFar(ledger)) await judge(entitlementId, cause);
    },
    [followStranding]: async (entitlementId, cause) => {
      const { lastExamOn } = await look.at(entitlementFacts, entitlementId);
      const command = lastExamOn === undefined ? LiftStranding : StrandCode;
      const codes = await codesInSlots(store, entitlementId, { from: 1, to: maxCapacity });
      for (const codeId of codes.values()) {
        const about = messageOf(command, { codeId, cause: 'EXAM_RETIRED' as const });
        await execute(asProcess('retirement-watch', cause, about, codeId));
      }
    },
  };
}
