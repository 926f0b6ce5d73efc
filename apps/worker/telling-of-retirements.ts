import { type Ledger } from '#composition/open-ledger.js';
import { type ExamList } from '#entitlement/application/index.js';
import { addressedBy, onlineContacts } from '#fulfilment/processes/index.js';
import { RequestNotification } from '#fulfilment/contracts/notifications.js';
import { hasLeft, personFacts } from '#institutions/contracts/person-facts.js';
import { naturalId } from '#kernel/ids.js';
import { messageOf } from '#messages/command.js';
import { concernedCodes, concernedPacks } from './concerned-by-retirement.js';
import { grantsPaying } from './stranding.js';

type Looked = Pick<Ledger, 'reads' | 'clock' | 'store' | 'look'>;
type Exams = Awaited<ReturnType<ExamList>>;

/**
 * The mails about all exams that retire, to the administrators of each institution whose codes or site packs one of them
 * concerns, and to who holds a code and has not left (N8). The dates of the exams make it the same mail: a batch of
 * announcements, and a month of downtime, ask for one; a date that moves asks anew.
 */
export async function* retirementMails(
  ledger: Looked,
  examsNow: ExamList,
  examCode: string,
): AsyncGenerator<RequestNotification> {
  const administrators = await administratorsConcerned(ledger, examCode);
  const exams = await examsNow();
  for (const [institutionId, contacts] of administrators) {
    for (const [subject, codes] of await subjectsConcerned(ledger, exams, institutionId)) {
      const to = subject === institutionId ? [...contacts] : await stillHere(ledger, subject);
      if (to.length === 0) continue;
      const dates = [...codes].sort().map((each) => `${each} ${exams.get(each)?.lastExamOn}`);
      const dedupeKey = `N8:${subject}:${naturalId('ntf', ...dates)}`;
      yield messageOf(RequestNotification, { template: 'N8', to, subject, dedupeKey, institutionId });
    }
  }
}

/** Of the institution as a whole and of each holder of a code, the exams that retire for them. */
async function subjectsConcerned(ledger: Looked, exams: Exams, institutionId: string) {
  const retiring = new Map<string, Set<string>>();
  const add = (subject: string, examCodes: readonly string[]) =>
    retiring.set(subject, new Set([...(retiring.get(subject) ?? []), ...examCodes]));
  for await (const { code, examCodes } of concernedCodes(ledger, exams, institutionId)) {
    add(institutionId, examCodes);
    if (code.assignee !== null) add(code.assignee.personRef, examCodes);
  }
  for await (const { examCodes } of concernedPacks(ledger, exams, institutionId))
    add(institutionId, examCodes);
  return retiring;
}

/** Whoever has left can sit no exam for the institution any more (R61). */
const stillHere = async ({ look, clock }: Looked, personRef: string): Promise<readonly string[]> =>
  hasLeft(await look.at(personFacts, personRef), clock.now()) ? [] : [personRef];

async function administratorsConcerned(ledger: Looked, examCode: string) {
  const found = new Map<string, Set<string>>();
  for await (const { orderId, institutionId } of grantsPaying(ledger, examCode)) {
    const addressed = await addressedBy(orderId, ledger.look);
    const contacts = addressed === undefined ? [] : onlineContacts(addressed);
    found.set(institutionId, new Set([...(found.get(institutionId) ?? []), ...contacts]));
  }
  return found;
}
