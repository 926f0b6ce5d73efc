import { AnnounceExamRetirement, ListExam, RescheduleExamRetirement } from '../contracts/exam-commands.js';
import {
  type CatalogueLine,
  catalogueLines,
  familiesOf,
  providersOf,
  retirementOf,
} from './exam-catalogue.js';
import { type SeedCommand, seedCommand } from './seed-command.js';

const baseline = '2019-01-01';
/** For exams that the list marks as later than the source text. */
const afterPolicyDate = '2019-07-31';

/** All MCSA, MCSE and MCSD exams were to end on the first day, and were then moved to the second. */
const moved = { from: '2020-06-30', to: '2021-01-31' };
/** Rights to the twelve MTA exams were sold for the last time a year before the last exam. */
const mtaEnd = { lastExamOn: '2022-06-30', saleEndsOn: '2021-06-30' };

/** The 112 exams, each listed and, where it is known, with its retirement. */
export const examCommands = (): readonly SeedCommand[] => catalogueLines().flatMap(commandsOf);

function commandsOf(line: CatalogueLine): readonly SeedCommand[] {
  const { code: examCode, title, credit_toward: creditToward, source } = line;
  const { note } = retirementOf(line);
  const listing = seedCommand(ListExam, `exam/${examCode}`, 'list', {
    examCode,
    title,
    families: familiesOf(line),
    providers: providersOf(line),
    preparationUrl: `https://www.microsoft.com/en-us/learning/exam-${examCode.toLowerCase()}.aspx`,
    effectiveFrom: creditToward.includes("after the seed's date") ? afterPolicyDate : baseline,
    creditToward,
    source,
    ...(note === undefined ? {} : { retirementNote: note }),
  });
  return [listing, ...retirementCommands(line)];
}

function retirementCommands(line: CatalogueLine): readonly SeedCommand[] {
  const { code: examCode } = line;
  const { lastExamOn } = retirementOf(line);
  const subject = `exam/${examCode}`;
  if (lastExamOn === undefined) return [];
  const announce = (fields: { readonly lastExamOn: string; readonly saleEndsOn?: string }) =>
    seedCommand(AnnounceExamRetirement, subject, 'announce', { examCode, ...fields });
  const families = familiesOf(line);
  if (families.includes('MTA') && lastExamOn === mtaEnd.lastExamOn) return [announce(mtaEnd)];
  if (lastExamOn !== moved.to || families.length === 0) return [announce({ lastExamOn })];
  return [
    announce({ lastExamOn: moved.from }),
    seedCommand(RescheduleExamRetirement, subject, 'reschedule', { examCode, lastExamOn }),
  ];
}
