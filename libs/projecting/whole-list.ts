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

type Read<View, T> = (view: View) => Promise<T>;

/** Whether what is asked now is asked for all its rows. */
export const isWholeListAsked = (): boolean => taking.getStore() !== undefined;

/** Reads once; or, when the whole list is asked for, page after page of the same view until the last. */
export const readWhatIsAsked = <View extends Moment, T>(view: View, read: Read<View, T>): Promise<T> =>
  readPages((readPage) => readPage(view), read);

/**
 * As {@link readWhatIsAsked}, opening a view for each page: nothing is held between them. Whoever asks sees to it that
 * the views are of one moment; one that is not ends the reading.
 */
export async function readPages<View extends Moment, T>(
  open: (read: Read<View, T>) => Promise<T>,
  read: Read<View, T>,
): Promise<T> {
  const batches = taking.getStore();
  if (batches === undefined) return open(read);
  let asOf: AsOf | undefined;
  for (let cursor: string | undefined; ;) {
    const answer = await open((view) => {
      if (asOf !== undefined && asOf.position !== view.asOf.position)
        throw new Error('the model has moved while it was read');
      asOf ??= view.asOf;
      return read({ ...view, batch: { limit: batches.size, cursor } });
    });
    if (!isPage(answer) || asOf === undefined) return answer;
    await batches.take(answer.items, asOf);
    if (answer.next === undefined) return answer;
    if (answer.next === cursor) throw new Error('the query pages by itself: it cannot be read as a whole');
    cursor = answer.next;
  }
}
