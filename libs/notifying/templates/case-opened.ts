import { caseFacts } from '#fulfilment/contracts/case-facts.js';
import { link, list, paragraph, table } from '../letter.js';
import { type Writing } from '../writing.js';

/** N10: subject is the case. */
export const caseOpened: Writing = async (subject, { look, address }) => {
  const [caseId = ''] = subject.split(':');
  const { kind, key = '', evidence } = await look.at(caseFacts, caseId);
  if (kind === undefined) return undefined;
  const url = address(`cases/${caseId}`);
  return {
    en: {
      subject: `Case opened: ${kind}`,
      blocks: [
        paragraph('A reconciliation case needs a decision.'),
        table(['Case', caseId], ['Kind', kind], ['About', key]),
        paragraph('Evidence:'),
        list([...evidence]),
        link(url, 'Open the case'),
      ],
    },
    de: {
      subject: `Klärungsfall: ${kind}`,
      blocks: [
        paragraph('Ein Klärungsfall braucht eine Entscheidung.'),
        table(['Fall', caseId], ['Art', kind], ['Betrifft', key]),
        paragraph('Belege:'),
        list([...evidence]),
        link(url, 'Fall öffnen'),
      ],
    },
  };
};
