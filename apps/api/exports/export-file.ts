import { Refusal } from '#kernel/refusal.js';
import { type AsOf } from '#projecting/model-state.js';
import { askForWholeList } from '#projecting/whole-list.js';
import { Refused } from '../problems/refused.js';
import { type Writing } from './formats.js';
import { type Spool } from './spool.js';

const batchRows = 1000;

/** One list on its way into one file. */
export class ExportFile {
  private written = 0;
  private headed = false;
  private readonly first = Promise.withResolvers<AsOf | undefined>();

  constructor(
    private readonly writing: Writing,
    private readonly spool: Spool,
  ) {
    // Whoever waits for `begun` is told; nobody needs to.
    this.first.promise.catch(() => undefined);
  }

  /** Rows so far. */
  get rows(): number {
    return this.written;
  }

  /** Settles when the first rows are there, or there is a reason why there are none. */
  get begun(): Promise<AsOf | undefined> {
    return this.first.promise;
  }

  /** Reads the whole list. @throws what the list throws, and when nobody reads the file any more */
  async fill(ask: () => Promise<object>): Promise<void> {
    try {
      const take = (items: readonly object[], asOf?: AsOf) => this.take(items, asOf);
      const answer = await askForWholeList({ size: batchRows, take }, ask);
      if (answer instanceof Refusal) throw new Refused(answer);
      if (!this.headed) {
        // A list that is no read model's is there at once.
        if (!('items' in answer) || !Array.isArray(answer.items) || 'next' in answer)
          throw new Error('the list pages by itself: it cannot be exported');
        await this.take(answer.items as readonly object[]);
      }
      this.spool.finish();
    } catch (error) {
      this.first.reject(error);
      throw error;
    }
  }

  private async take(items: readonly object[], asOf?: AsOf): Promise<void> {
    const head = this.headed ? '' : this.writing.head;
    this.headed = true;
    this.written += items.length;
    await this.spool.write(head + this.writing.rows(items));
    this.first.resolve(asOf);
  }
}
