import { within } from './patience.js';

/** What is used of Node's readable streams. */
export interface Pullable {
  on(event: 'error', listener: (error: Error) => void): unknown;
  iterator(options: { readonly destroyOnReturn: boolean }): AsyncIterator<unknown>;
  resume(): unknown;
}

/**
 * Iterates a stream of the client and, however that ends, cancels the call and lets the rest run off:
 * a call that is cancelled while data waits in it is never finished, and the client would keep it for good.
 * @param silence milliseconds to wait for one item
 * @throws TimedOut, and whatever the stream fails with
 */
export async function* pull<T>(
  stream: Pullable,
  cancel: () => Promise<void>,
  silence = Infinity,
): AsyncGenerator<T, void> {
  // An error that nobody listens to ends the process; it reaches us through the iteration.
  stream.on('error', () => undefined);
  const items = stream.iterator({ destroyOnReturn: false }) as AsyncIterator<T, undefined>;
  try {
    for (;;) {
      const next = await (silence === Infinity ? items.next() : within(silence, items.next()));
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    // Cancelling waits for the connection, which may never come.
    void cancel().catch(() => undefined);
    void items
      .return?.()
      .then(() => stream.resume())
      .catch(() => undefined);
  }
}
