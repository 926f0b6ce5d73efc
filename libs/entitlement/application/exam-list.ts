import { catalogueEvents } from '#catalogue/contracts/catalogue-events.js';
import {
  ExamListed,
  ExamRetired,
  ExamRetirementAnnounced,
  ExamRetirementRescheduled,
} from '#catalogue/contracts/exam-events.js';
import { type ExamEvent, type ExamFacts, examFold } from '#catalogue/contracts/exam-facts.js';
import { type EventStore, type Position } from '#event-store/port.js';
import { metadataFromJson } from '#messages/metadata.js';

/** Every exam of the catalogue by its code, as the log has it now. */
export type ExamList = () => Promise<ReadonlyMap<string, ExamFacts>>;

const typePrefixes = [ExamListed, ExamRetirementAnnounced, ExamRetirementRescheduled, ExamRetired].map(
  ({ type }) => type,
);

/** Folds the log once and reads on from there: what is asked again costs only what is new. */
export function examList(store: EventStore): ExamList {
  const exams = new Map<string, ExamFacts>();
  let read: Position | undefined;
  let reading: Promise<unknown> = Promise.resolve();
  const readOn = async (): Promise<void> => {
    const head = await store.head();
    const after = read === undefined ? {} : { after: read };
    for await (const stored of store.readAll({ ...after, filter: { typePrefixes } })) {
      const { schemaVersion } = metadataFromJson(stored.metadata);
      const event = catalogueEvents.read(stored.type, schemaVersion, stored.data) as ExamEvent;
      const { examCode } = event.data;
      exams.set(examCode, examFold.evolve(exams.get(examCode) ?? examFold.initial, event));
      read = stored.position;
    }
    // What was appended meanwhile is read next time; nothing before the head is read again.
    if (head !== undefined && (read === undefined || read < head)) read = head;
  };
  return async () => {
    const next = reading.then(readOn, readOn);
    reading = next.catch(() => undefined);
    await next;
    return exams;
  };
}
