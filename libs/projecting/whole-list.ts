import { AsyncLocalStorage } from 'node:async_hooks';
import { type AsOf } from './model-state.js';

/** Takes a whole list, batch by batch. */
export interface Batches {
  /** Rows of a batch. */
  readonly size: number;
  /** Rejects to stop: nothing more is then read. */
  take(items: readonly object[], asOf: AsOf): Promise<void>;
}

interface Page {
  readonly items: readonly object[];
  readonly next?: string | undefined;
}

const isPage = (answer: unknown): answer is Page =>
  typeof answer === 'object' && answer !== null && 'items' in answer && Array.isArray(answer.items);

/** Travels with the question, so that no query has to know of exports to be exported. */
const taking = new AsyncLocalStorage<Batches>();

/** Asks a list for all its rows instead of a page: those of one moment, however long it takes to read them. */
export const askForWholeList = <T>(batches: Batches, ask: () => Promise<T>): Promise<T> =>
  taking.run(batches, ask);

/** What a list is read from, at one moment. */
interface Moment {
  readonly asOf: AsOf;
  readonly batch?: { readonly limit: number; readonly cursor: string | undefined };
}

/** Reads once; or, when the whole list is asked for, page after page of the same view until the last. */
export async function readWhatIsAsked<View extends Moment, T>(
  view: View,
  read: (view: View) => Promise<T>,
): Promise<T> {
  const batches = taking.getStore();
  if (batches === undefined) return read(view);
  for (let cursor: string | undefined; ;) {
    const answer = await read({ ...view, batch: { limit: batches.size, cursor } });
    if (!isPage(answer)) return answer;
    await batches.take(answer.items, view.asOf);
    if (answer.next === undefined) return answer;
    if (answer.next === cursor) throw new Error('the query pages by itself: it cannot be read as a whole');
    cursor = answer.next;
  }
}
