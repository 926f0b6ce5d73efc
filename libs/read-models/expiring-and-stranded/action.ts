import { localDateAt } from '#kernel/calendar.js';
import { type CalendarDate, type Instant } from '#kernel/time.js';
import { type Right } from './rows.js';

export const actions = [
  'ASSIGN',
  'DISCLOSE',
  'BOOK_EXAM',
  'MOVE_BOOKING',
  'SIT_EXAM',
  'UNLOCK_LIBRARY',
  'ACTIVATE',
  'RUN_SESSIONS',
  'ORDER_AGAIN',
  'RENEW',
  /** Never to another person, and never replaced (R61, E30). */
  'VOID_WITHOUT_REPLACEMENT',
  'USE_BEFORE_LAST_EXAM',
  'REINSTATE_TEST_CENTRE',
  'NONE',
] as const;
export type Action = (typeof actions)[number];

/** What can be done about a right before it is lost. */
export function actionFor(
  right: Right,
  stranded: string | null,
  lastExamOn: CalendarDate | null,
  now: Instant,
): Action {
  if (stranded === 'PERSON_LEFT') return 'VOID_WITHOUT_REPLACEMENT';
  if (stranded === 'CATC_LOST') return 'REINSTATE_TEST_CENTRE';
  if (stranded === 'EXAM_RETIRED') {
    const over = lastExamOn !== null && localDateAt(now, right.zone) > lastExamOn;
    return over ? 'NONE' : 'USE_BEFORE_LAST_EXAM';
  }
  switch (right.kind) {
    case 'SITE_PACK':
      return right.state === 'ACTIVE' ? 'RUN_SESSIONS' : 'ACTIVATE';
    case 'MEMBERSHIP':
      return 'RENEW';
    case 'LIBRARY_ACCESS':
      return 'ORDER_AGAIN';
    default:
      return ofCode(right);
  }
}

function ofCode({ kind, state, examAt, expiresAt }: Right): Action {
  if (state === 'ISSUED') return 'ASSIGN';
  if (state === 'ASSIGNED') return 'DISCLOSE';
  if (kind === 'LIBRARY_CODE') return 'UNLOCK_LIBRARY';
  if (state !== 'BOOKED' || examAt === null) return 'BOOK_EXAM';
  return examAt >= expiresAt ? 'MOVE_BOOKING' : 'SIT_EXAM';
}
