import { countsFor, type ExamFacts } from '#catalogue/contracts/exam-facts.js';
import { type Ledger } from '#composition/open-ledger.js';
import { type ExamList } from '#entitlement/application/index.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { localDateAt } from '#kernel/calendar.js';
import { type Retiring, type RetiringEntitlement } from '#notifying/writing.js';
import { type InventoryCode, listCodes } from '#read-models/code-inventory/query.js';

/** Codes that a mail names by their last characters; of more it says how many. */
const named = 20;

/** Unused codes of an institution or a person that could pay for an exam which retires before they expire. */
export async function* concernedCodes(
  { reads, clock, store }: Pick<Ledger, 'reads' | 'clock' | 'store'>,
  exams: ReadonlyMap<string, ExamFacts>,
  institutionOrPerson: string,
): AsyncGenerator<{ readonly code: InventoryCode; readonly examCodes: readonly string[] }> {
  const isInstitution = institutionOrPerson.startsWith('ins_');
  const now = clock.now();
  const after = await store.head();
  const states = ['ISSUED', 'ASSIGNED', 'DISCLOSED', 'RESERVED'] as const;
  let cursor: string | undefined;
  do {
    const page = await listCodes(reads, {
      institutions: isInstitution ? [institutionOrPerson] : '*',
      after,
      filter: { states, ...(isInstitution ? {} : { personRef: institutionOrPerson }) },
      limit: 500,
      now,
      cursor,
    });
    for (const code of page.items) {
      const examCodes = retiringFor(code, exams, now);
      if (examCodes.length > 0) yield { code, examCodes };
    }
    cursor = page.next;
  } while (cursor !== undefined);
}

function retiringFor(
  { families, provider, expiry: { expiresAt, zone } }: InventoryCode,
  exams: ReadonlyMap<string, ExamFacts>,
  now: string,
): readonly string[] {
  const today = localDateAt(now, zone);
  const ends = localDateAt(expiresAt, zone);
  const payable = { families, provider } as Parameters<typeof countsFor>[1];
  return [...exams]
    .filter(([, { lastExamOn }]) => lastExamOn !== undefined && lastExamOn >= today && lastExamOn < ends)
    .filter(([, exam]) => countsFor(exam, payable))
    .map(([examCode]) => examCode);
}

/** What a mail about retiring exams says (N8), as things stand when it is written. */
export const retiringOf =
  (ledger: Pick<Ledger, 'reads' | 'clock' | 'store' | 'look'>, examsNow: ExamList) =>
  async (institutionOrPerson: string): Promise<Retiring> => {
    const exams = await examsNow();
    const found = new Map<string, RetiringEntitlement>();
    const retiring = new Set<string>();
    for await (const { code, examCodes } of concernedCodes(ledger, exams, institutionOrPerson)) {
      for (const examCode of examCodes) retiring.add(examCode);
      const { entitlementId, last4, expiry } = code;
      const before = found.get(entitlementId) ?? {
        ...{ entitlementId, expiresAt: expiry.expiresAt, zone: expiry.zone, codes: [], more: 0 },
        lastExamOn: (await ledger.look.at(entitlementFacts, entitlementId)).lastExamOn,
      };
      const isNamed = before.codes.length < named;
      found.set(entitlementId, {
        ...before,
        codes: isNamed ? [...before.codes, last4] : before.codes,
        more: before.more + (isNamed ? 0 : 1),
      });
    }
    return {
      exams: [...retiring].sort().map((examCode) => {
        const { listings, lastExamOn = '' } = exams.get(examCode) ?? { listings: [] };
        return { examCode, title: listings.at(-1)?.title ?? '', lastExamOn };
      }),
      entitlements: [...found.values()],
    };
  };
