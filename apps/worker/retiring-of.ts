import { type Ledger } from '#composition/open-ledger.js';
import { type ExamList } from '#entitlement/application/index.js';
import { entitlementFacts } from '#entitlement/contracts/entitlement-facts.js';
import { type Retiring, type RetiringEntitlement } from '#notifying/writing.js';
import { concernedCodes, concernedPacks } from './concerned-by-retirement.js';

/** Codes that a mail names by their last characters; of more it says how many. */
const named = 20;

/** What a mail about retiring exams says (N8), as things stand when it is written. */
export const retiringOf =
  (ledger: Pick<Ledger, 'reads' | 'clock' | 'store' | 'look'>, examsNow: ExamList) =>
  async (institutionOrPerson: string): Promise<Retiring> => {
    const exams = await examsNow();
    const found = new Map<string, RetiringEntitlement>();
    const retiring = new Set<string>();
    const startOf = async ({ entitlementId, expiry: { expiresAt, zone } }: Found) => {
      const { lastExamOn } = await ledger.look.at(entitlementFacts, entitlementId);
      return { entitlementId, expiresAt, zone, codes: [], more: 0, lastExamOn };
    };
    for await (const { code, examCodes } of concernedCodes(ledger, exams, institutionOrPerson)) {
      for (const examCode of examCodes) retiring.add(examCode);
      const before = found.get(code.entitlementId) ?? (await startOf(code));
      const isNamed = before.codes.length < named;
      found.set(code.entitlementId, {
        ...before,
        codes: isNamed ? [...before.codes, code.last4] : before.codes,
        more: before.more + (isNamed ? 0 : 1),
      });
    }
    if (institutionOrPerson.startsWith('ins_'))
      for await (const { pack, examCodes } of concernedPacks(ledger, exams, institutionOrPerson)) {
        for (const examCode of examCodes) retiring.add(examCode);
        const examsLeft = pack.available + pack.reserved;
        found.set(pack.entitlementId, { ...(await startOf(pack)), examsLeft });
      }
    return {
      exams: [...retiring].sort().map((examCode) => {
        const { listings, lastExamOn = '' } = exams.get(examCode) ?? { listings: [] };
        return { examCode, title: listings.at(-1)?.title ?? '', lastExamOn };
      }),
      entitlements: [...found.values()],
    };
  };

interface Found {
  readonly entitlementId: string;
  readonly expiry: { readonly expiresAt: string; readonly zone: string };
}
