import { convertToCommandError, type EventStoreDBClient } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { TimedOut } from '../patience.js';
import { decodeReadAnswer, type ReadAnswer } from './read-message.js';

const METHOD = '/event_store.client.streams.Streams/Read';
const asItIs = (bytes: Buffer): Buffer => bytes;
/** Answers that may wait for the reader; beyond it the server is slowed down. */
const AT_HAND = 512;

/** What is used of a call. */
export interface AnswerStream {
  on(event: 'data', listener: (answer: ReadAnswer) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  on(event: 'end', listener: () => void): unknown;
  pause(): unknown;
  resume(): unknown;
  cancel(): void;
}

/** One read or subscription: its answers, as many at a time as have come. */
export class ReadCall {
  readonly #stream: Promise<AnswerStream>;
  #paused: AnswerStream | undefined;
  #answers: ReadAnswer[] = [];
  #ended = false;
  #error: Error | undefined;
  #wake: (() => void) | undefined;

  constructor(open: (attach: (stream: AnswerStream) => void) => Promise<AnswerStream>) {
    this.#stream = open((stream) => this.#attach(stream));
    this.#stream.catch((error: unknown) =>
      this.#end(error instanceof Error ? error : new Error(String(error))),
    );
  }

  /**
   * However the iteration ends, the call is over then.
   * @param silence milliseconds to wait for one answer
   * @throws TimedOut, and whatever the call fails with
   */
  async *chunks(silence = Infinity): AsyncGenerator<readonly ReadAnswer[], void> {
    try {
      for (;;) {
        const answers = this.#answers;
        if (answers.length > 0) {
          this.#answers = [];
          this.#paused?.resume();
          this.#paused = undefined;
          yield answers;
        } else if (this.#error !== undefined) throw this.#error;
        else if (this.#ended) return;
        else await this.#more(silence);
      }
    } finally {
      this.cancel();
    }
  }

  /** Also what waits for an answer ends then. */
  cancel(): void {
    if (this.#ended) return;
    this.#end(undefined);
    // A call is only over, and forgotten by the client, once what waits in it was read.
    // Not at once: https://github.com/grpc/grpc-node/issues/1652.
    void this.#stream
      .then((stream) =>
        setImmediate(() => {
          stream.cancel();
          stream.resume();
        }),
      )
      .catch(() => undefined);
  }

  #attach(stream: AnswerStream): void {
    stream.on('data', (answer) => {
      if (this.#ended) return;
      if (this.#answers.push(answer) >= AT_HAND) (this.#paused = stream).pause();
      this.#wake?.();
    });
    // Also when nobody listens any more: an error without a listener ends the process.
    stream.on('error', (error) => this.#end(convertToCommandError(error)));
    stream.on('end', () => this.#end(undefined));
  }

  #end(error: Error | undefined): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#error = error;
    this.#wake?.();
  }

  async #more(silence: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve, reject) => {
      // Answers come one by one out of what one packet brought: what is at hand is taken together.
      this.#wake = () => {
        this.#wake = undefined;
        setImmediate(resolve);
      };
      if (silence !== Infinity) timer = setTimeout(() => reject(new TimedOut(silence)), silence);
    });
    clearTimeout(timer);
  }
}

/** Asks over the connection of the client; the messages are read here, without a second pass over each event. */
export const openRead = (client: EventStoreDBClient, request: Buffer, requiresLeader: boolean): ReadCall =>
  new ReadCall((attach) =>
    client['GRPCStreamCreator'](StreamsClient, 'read', (grpc) => {
      const stream = grpc.makeServerStreamRequest(
        METHOD,
        asItIs,
        decodeReadAnswer,
        request,
        ...client['callArguments']({ requiresLeader }, { deadline: Infinity }),
      );
      attach(stream);
      return stream;
    })(),
  );
