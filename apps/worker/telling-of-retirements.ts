import { type Ledger } from '#composition/open-ledger.js';
import { type ExamList } from '#entitlement/application/index.js';
import { addressedBy, onlineContacts } from '#fulfilment/processes/index.js';
import { RequestNotification } from '#fulfilment/contracts/notifications.js';
import { naturalId } from '#kernel/ids.js';
import { messageOf } from '#messages/command.js';
import { concernedCodes } from './retiring-of.js';
import { grantsPaying } from './stranding.js';

type Looked = Pick<Ledger, 'reads' | 'clock' | 'store' | 'look'>;

/**
 * The mails about all exams that retire, to the administrators of each institution that one of them concerns and to who
 * holds a code (N8). The dates of the exams make it the same mail: a batch of announcements, and a month of downtime,
 * ask for one; a date that moves asks anew.
 */
export async function* retirementMails(
  ledger: Looked,
  examsNow: ExamList,
  examCode: string,
): AsyncGenerator<RequestNotification> {
  const administrators = await administratorsConcerned(ledger, examCode);
  const exams = await examsNow();
  for (const [institutionId, to] of administrators) {
    const retiring = new Map<string, Set<string>>();
    const add = (recipient: string, examCodes: readonly string[]) =>
      retiring.set(recipient, new Set([...(retiring.get(recipient) ?? []), ...examCodes]));
    for await (const { code, examCodes } of concernedCodes(ledger, exams, institutionId)) {
      add(institutionId, examCodes);
      if (code.assignee !== null) add(code.assignee.personRef, examCodes);
    }
    for (const [subject, codes] of retiring) {
      const dates = [...codes].sort().map((each) => `${each} ${exams.get(each)?.lastExamOn}`);
      const dedupeKey = `N8:${subject}:${naturalId('ntf', ...dates)}`;
      const persons = subject === institutionId ? [...to] : [subject];
      if (persons.length === 0) continue;
      yield messageOf(RequestNotification, {
        template: 'N8',
        to: persons,
        subject,
        dedupeKey,
        institutionId,
      });
    }
  }
}

async function administratorsConcerned(ledger: Looked, examCode: string) {
  const found = new Map<string, Set<string>>();
  for await (const { orderId, institutionId } of grantsPaying(ledger, examCode)) {
    const addressed = await addressedBy(orderId, ledger.look);
    const contacts = addressed === undefined ? [] : onlineContacts(addressed);
    found.set(institutionId, new Set([...(found.get(institutionId) ?? []), ...contacts]));
  }
  return found;
}
