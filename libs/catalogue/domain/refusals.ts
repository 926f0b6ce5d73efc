import { refusal } from '#kernel/refusal.js';

export const ProductAlreadyListed = refusal({
  code: 'product-already-listed',
  kind: 'conflict',
  rules: ['I22'],
  sentence:
    'This product is already in the catalogue and its terms do not change; list other terms as another product.',
});

export const NoSuchProduct = refusal({
  code: 'no-such-product',
  kind: 'not-found',
  rules: [],
  sentence: 'There is no product with this key.',
});

export const ExamTermsMissing = refusal({
  code: 'exam-terms-missing',
  kind: 'invalid',
  rules: ['R30', 'R32'],
  sentence:
    'A product that pays for exams needs the exam families it pays and the provider who delivers them.',
});

export const ExamTermsUnexpected = refusal({
  code: 'exam-terms-unexpected',
  kind: 'invalid',
  rules: ['R54'],
  sentence: 'A product that pays for no exams has neither exam families nor a provider.',
});

export const MixedSmallSitePack = refusal({
  code: 'mixed-small-site-pack',
  kind: 'invalid',
  rules: ['R31', 'I22'],
  sentence: 'A site pack of 125 exams pays MTA and MCE, or MOS and MCE, but never MOS and MTA.',
});

export const AcademicProgramNeeded = refusal({
  code: 'academic-program-needed',
  kind: 'invalid',
  rules: ['R44', 'I3'],
  sentence: 'A product for academic institutions can be ordered under academic programs only.',
});

export const ProductAlreadyWithdrawn = refusal({
  code: 'product-already-withdrawn',
  kind: 'conflict',
  rules: ['R40'],
  sentence: 'This product has already been withdrawn from sale.',
});

export const WithdrawnBeforeSale = refusal({
  code: 'withdrawn-before-sale',
  kind: 'invalid',
  rules: ['R40'],
  sentence: 'A product cannot be withdrawn before the day on which its sale began.',
});

export const NoSuchExam = refusal({
  code: 'no-such-exam',
  kind: 'not-found',
  rules: [],
  sentence: 'There is no exam with this code in the catalogue.',
});

export const ExamListedLater = refusal({
  code: 'exam-listed-later',
  kind: 'conflict',
  rules: ['I21'],
  sentence:
    'This exam is already listed with effect from the same or a later day; past listings do not change.',
});

export const SaleEndsAfterLastExam = refusal({
  code: 'sale-ends-after-last-exam',
  kind: 'invalid',
  rules: ['E57'],
  sentence: 'The sale of an exam ends on its last exam day at the latest.',
});

export const RetirementAlreadyAnnounced = refusal({
  code: 'retirement-already-announced',
  kind: 'conflict',
  rules: ['E58'],
  sentence: 'The retirement of this exam has already been announced; reschedule it instead.',
});

export const RetirementNotAnnounced = refusal({
  code: 'retirement-not-announced',
  kind: 'conflict',
  rules: ['E58'],
  sentence: 'No retirement of this exam has been announced, so there is none to reschedule.',
});

export const LastExamBeforeListing = refusal({
  code: 'last-exam-before-listing',
  kind: 'conflict',
  rules: ['E57', 'E58'],
  sentence: 'The last exam day lies before the first day on which the exam is listed.',
});

export const ExamAlreadyRetired = refusal({
  code: 'exam-already-retired',
  kind: 'conflict',
  rules: ['E58'],
  sentence: 'This exam has retired; that can no longer be changed.',
});

export const RetirementStillToCome = refusal({
  code: 'retirement-still-to-come',
  kind: 'conflict',
  rules: ['E57'],
  sentence: 'The last exam day is not over yet; announce the retirement instead.',
});

export const EditionOutOfTurn = refusal({
  code: 'price-list-edition-out-of-turn',
  kind: 'conflict',
  rules: ['I34'],
  sentence: 'Editions of a price list are numbered without gaps; publish the next one.',
});

export const PriceForUnknownProduct = refusal({
  code: 'price-for-unknown-product',
  kind: 'invalid',
  rules: ['R10'],
  sentence: 'A price names a product that is not in the catalogue.',
});

export const PriceNotInCurrency = refusal({
  code: 'price-not-in-currency',
  kind: 'invalid',
  rules: ['E61'],
  sentence: 'A price has more decimals than its currency.',
});

export const ValidityEndsBeforeItBegins = refusal({
  code: 'validity-ends-before-it-begins',
  kind: 'invalid',
  rules: ['R10'],
  sentence: 'The last day of validity lies before the first.',
});

export const PricesOverlap = refusal({
  code: 'prices-overlap',
  kind: 'conflict',
  rules: ['R10'],
  sentence: 'There would be two prices for the same product, level, currency and day.',
});

export const PriceRisesWithVolume = refusal({
  code: 'price-rises-with-volume',
  kind: 'invalid',
  rules: ['R8'],
  sentence: 'A level that is earned by more volume would cost more than the level below it.',
});

export const PartOutOfTurn = refusal({
  code: 'price-part-out-of-turn',
  kind: 'conflict',
  rules: ['R15'],
  sentence: 'This is not the next part of the price file that is being staged; begin again with part 1.',
});

export const StagedPricesIncomplete = refusal({
  code: 'staged-prices-incomplete',
  kind: 'conflict',
  rules: ['R15'],
  sentence: 'Not all prices of this file are staged, so none of them applies.',
});

export const CalendarVersionOutOfTurn = refusal({
  code: 'calendar-version-out-of-turn',
  kind: 'conflict',
  rules: ['I34', 'E16'],
  sentence: 'Publications of a calendar are numbered without gaps; publish the next one.',
});

export const CalendarFrameFixed = refusal({
  code: 'calendar-frame-fixed',
  kind: 'conflict',
  rules: ['E17'],
  sentence: 'A calendar keeps its time zone and its weekend; publish others under another id.',
});

export const HolidayOutsideYear = refusal({
  code: 'holiday-outside-year',
  kind: 'invalid',
  rules: ['E16'],
  sentence: 'A holiday lies outside the year that is published.',
});

export const HolidayListedTwice = refusal({
  code: 'holiday-listed-twice',
  kind: 'invalid',
  rules: ['E16'],
  sentence: 'A day is listed twice as a holiday.',
});
