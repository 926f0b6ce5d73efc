import { type Aggregate } from '#deciding/aggregate.js';
import { type CodeRedeemed, codeEvents } from '#entitlement/contracts/code-events.js';
import { type EventOf } from '#kernel/event.js';
import { written } from '../language.js';
import { link, paragraph, table } from '../letter.js';
import { type Writing } from '../writing.js';

interface LateUse {
  readonly redeemed?: Readonly<CodeRedeemed>;
}

/** The use of a code: when it happened and when it was reported. */
const lateUse: Aggregate<LateUse, EventOf<typeof CodeRedeemed>> = {
  category: 'code',
  view: 'late-use',
  events: codeEvents,
  tenant: () => undefined,
  fold: {
    initial: {},
    evolve: (state, event) => ((event.type as string) === 'CodeRedeemed' ? { redeemed: event.data } : state),
  },
};

/** N11: subject is the code. */
export const lateRedemption: Writing = async (codeId, { look, address }) => {
  const { redeemed } = await look.at(lateUse, codeId);
  if (redeemed === undefined) return undefined;
  const { examCode, occurredAt, occurredZone, reportedAt } = redeemed;
  const url = address(`codes/${codeId}`);
  return {
    en: {
      subject: 'A late report of an exam was accepted',
      blocks: [
        paragraph('The exam took place before the code expired and was reported afterwards. It counts.'),
        table(
          ['Exam', examCode],
          ['Took place', written('en', occurredAt, occurredZone)],
          ['Reported', written('en', reportedAt, occurredZone)],
        ),
        link(url, 'See the code'),
      ],
    },
    de: {
      subject: 'Eine verspätete Prüfungsmeldung wurde anerkannt',
      blocks: [
        paragraph('Die Prüfung fand vor Ablauf des Codes statt und wurde danach gemeldet. Sie zählt.'),
        table(
          ['Prüfung', examCode],
          ['Stattgefunden', written('de', occurredAt, occurredZone)],
          ['Gemeldet', written('de', reportedAt, occurredZone)],
        ),
        link(url, 'Code ansehen'),
      ],
    },
  };
};
