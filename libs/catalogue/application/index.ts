import { type Binding, decisionsOf } from '#deciding/binding.js';
import { PublishCalendar } from '../contracts/calendar-commands.js';
import { calendarFacts } from '../contracts/calendar-facts.js';
import {
  AnnounceExamRetirement,
  ListExam,
  RescheduleExamRetirement,
  RetireExam,
} from '../contracts/exam-commands.js';
import { examFacts } from '../contracts/exam-facts.js';
import { PublishStagedPrices, StagePrices } from '../contracts/price-import-commands.js';
import { PublishPriceList } from '../contracts/price-list-commands.js';
import { priceListFacts } from '../contracts/price-list-facts.js';
import { ListProduct, WithdrawProduct } from '../contracts/product-commands.js';
import { productFacts } from '../contracts/product-facts.js';
import { publishCalendar } from '../domain/business-calendar.js';
import { announceExamRetirement, listExam, rescheduleExamRetirement, retireExam } from '../domain/exam.js';
import { publishStagedPrices, stagePrices } from '../domain/price-import.js';
import { publishPriceList } from '../domain/price-list.js';
import { listProduct, withdrawProduct } from '../domain/product.js';
import { unknownProducts } from './unknown-products.js';

const productKey = (command: { readonly productKey: string }): string => command.productKey;
const examCode = (command: { readonly examCode: string }): string => command.examCode;

// The published facts are all that the decisions need: each stream has one fold.
const products = decisionsOf(productFacts)
  .on({ command: ListProduct, id: productKey, decide: listProduct })
  .on({ command: WithdrawProduct, id: productKey, decide: withdrawProduct });

const exams = decisionsOf(examFacts)
  .on({ command: ListExam, id: examCode, decide: listExam })
  .on({ command: AnnounceExamRetirement, id: examCode, decide: announceExamRetirement })
  .on({ command: RescheduleExamRetirement, id: examCode, decide: rescheduleExamRetirement })
  .on({ command: RetireExam, id: examCode, decide: retireExam });

const priceListId = (command: { readonly priceListId: string }): string => command.priceListId;

const priceLists = decisionsOf(priceListFacts)
  .on({
    command: PublishPriceList,
    id: priceListId,
    facts: async ({ rows }, look) => ({ unknownProducts: await unknownProducts(rows, look) }),
    decide: publishPriceList,
  })
  .on({ command: StagePrices, id: priceListId, decide: stagePrices })
  .on({
    command: PublishStagedPrices,
    id: priceListId,
    // The state that decides: what is staged may have changed since the command was sent.
    facts: async (_, look, __, { staged }) => ({
      unknownProducts: await unknownProducts(staged?.parts.flat() ?? [], look),
    }),
    decide: publishStagedPrices,
  });

const calendars = decisionsOf(calendarFacts).on({
  command: PublishCalendar,
  id: ({ calendarId }) => calendarId,
  decide: publishCalendar,
});

export const catalogueDecisions: readonly Binding[] = [
  ...products.bindings,
  ...exams.bindings,
  ...priceLists.bindings,
  ...calendars.bindings,
];
