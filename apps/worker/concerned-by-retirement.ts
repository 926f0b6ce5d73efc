import { countsFor, type ExamFacts } from '#catalogue/contracts/exam-facts.js';
import { type Ledger } from '#composition/open-ledger.js';
import { localDateAt } from '#kernel/calendar.js';
import { type Instant } from '#kernel/time.js';
import { type InventoryCode, listCodes } from '#read-models/code-inventory/query.js';
import { listSitePacks, type SitePackBalance } from '#read-models/site-pack-balance/query.js';

type Reading = Pick<Ledger, 'reads' | 'clock' | 'store'>;
type Exams = ReadonlyMap<string, ExamFacts>;

const unused = ['ISSUED', 'ASSIGNED', 'DISCLOSED', 'RESERVED'] as const;

/** Unused codes of an institution or a person that could pay for an exam which retires before they expire. */
export async function* concernedCodes(
  { reads, clock, store }: Reading,
  exams: Exams,
  institutionOrPerson: string,
): AsyncGenerator<{ readonly code: InventoryCode; readonly examCodes: readonly string[] }> {
  const isInstitution = institutionOrPerson.startsWith('ins_');
  const now = clock.now();
  const after = await store.head();
  let cursor: string | undefined;
  do {
    const page = await listCodes(reads, {
      institutions: isInstitution ? [institutionOrPerson] : '*',
      after,
      filter: { states: unused, ...(isInstitution ? {} : { personRef: institutionOrPerson }) },
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

/** Site packs of an institution with exams left that could be spent on one which retires before they expire. */
export async function* concernedPacks(
  { reads, clock, store }: Reading,
  exams: Exams,
  institutionId: string,
): AsyncGenerator<{ readonly pack: SitePackBalance; readonly examCodes: readonly string[] }> {
  const now = clock.now();
  const after = await store.head();
  let cursor: string | undefined;
  do {
    const page = await listSitePacks(reads, {
      institutions: [institutionId],
      ...{ after, limit: 500, now, cursor },
    });
    for (const pack of page.items) {
      const examCodes = retiringFor(pack, exams, now);
      if (pack.available + pack.reserved > 0 && examCodes.length > 0) yield { pack, examCodes };
    }
    cursor = page.next;
  } while (cursor !== undefined);
}

function retiringFor(
  {
    families,
    provider,
    expiry: { expiresAt, zone },
  }: Pick<InventoryCode, 'families' | 'provider' | 'expiry'>,
  exams: Exams,
  now: Instant,
): readonly string[] {
  const today = localDateAt(now, zone);
  const ends = localDateAt(expiresAt, zone);
  const payable = { families, provider } as Parameters<typeof countsFor>[1];
  return [...exams]
    .filter(([, { lastExamOn }]) => lastExamOn !== undefined && lastExamOn >= today && lastExamOn < ends)
    .filter(([, exam]) => countsFor(exam, payable))
    .map(([examCode]) => examCode);
}
