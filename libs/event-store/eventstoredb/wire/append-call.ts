import { convertToCommandError, type EventStoreDBClient } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { type EncodedEvent } from '../../encoding.js';
import { type Appended, type ExpectedRevision } from '../../port.js';
import { type AppendAnswer, decodeAppendAnswer, encodeAppendRequest } from './append-message.js';

const METHOD = '/event_store.client.streams.Streams/BatchAppend';
/** gRPC code: a bare error with it says that nothing was sent. */
const UNAVAILABLE = 14;
const asItIs = (bytes: Buffer): Buffer => bytes;

interface Waiting {
  readonly resolve: (appended: Appended) => void;
  readonly reject: (error: unknown) => void;
}

/** One call to the server, on which appends travel one after another until it breaks. */
class AppendCall {
  readonly #stream: ReturnType<typeof openOn>;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #drained: Promise<void> | undefined;
  isOver = false;

  constructor(stream: ReturnType<typeof openOn>) {
    this.#stream = stream;
    stream.on('data', (answer: AppendAnswer) => this.#settle(answer));
    stream.on('error', (error: Error) => this.#fail(convertToCommandError(error)));
    // A server that shuts down may end the call without an error.
    stream.on('end', () => this.#fail(new Error('the server ended the call')));
  }

  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly EncodedEvent[],
    deadline: number,
  ): Promise<Appended> {
    while (this.#stream.writableNeedDrain && !this.isOver) await this.#drain();
    return await new Promise((resolve, reject) => {
      if (this.isOver)
        throw Object.assign(new Error('the connection was lost before the append was sent'), {
          code: UNAVAILABLE,
        });
      const number = ++this.#last;
      this.#waiting.set(number, { resolve, reject });
      this.#stream.write(encodeAppendRequest(number, stream, expected, events, deadline));
    });
  }

  #drain(): Promise<void> {
    this.#drained ??= new Promise((resolve) => {
      const done = (): void => {
        this.#drained = undefined;
        this.#stream.off('drain', done).off('close', done);
        resolve();
      };
      this.#stream.on('drain', done).on('close', done);
    });
    return this.#drained;
  }

  #settle({ number, appended, refused }: AppendAnswer): void {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (appended !== undefined) waiting?.resolve(appended);
    else waiting?.reject(refused ?? new Error('the server reported neither success nor failure'));
  }

  /**
   * What is under way may be written or not. That the node is not the leader is said of one append, and ends the call
   * of all: those before it may have been taken while it still was.
   */
  #fail(error: Error): void {
    this.isOver = true;
    const isOfOne = 'type' in error && error.type === 'not-leader' && this.#waiting.size > 1;
    const reason = isOfOne ? new Error('the node ceased to be the leader', { cause: error }) : error;
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }
}

const openOn = (client: EventStoreDBClient, grpc: StreamsClient) =>
  grpc.makeBidiStreamRequest(
    METHOD,
    asItIs,
    decodeAppendAnswer,
    ...client['callArguments']({ requiresLeader: true }, { deadline: Infinity }),
  );

/**
 * Appends over the connection of the client, by its own batch protocol, but with the messages written here: the client
 * writes each event twice through Protocol Buffers and Base64, which costs more than all else of an append together.
 * It also keeps the appends of all its instances in one table, where one broken call fails those of every other one.
 */
export class BatchAppends {
  readonly #client: EventStoreDBClient;
  #call: AppendCall | undefined;
  #opening: Promise<AppendCall> | undefined;

  constructor(client: EventStoreDBClient) {
    this.#client = client;
  }

  /**
   * @param deadline milliseconds after which the server need not begin
   * @throws AppendRefused, the client's errors (the outcome is unknown), or a bare Error when there is no connection
   */
  async append(
    stream: string,
    expected: ExpectedRevision,
    events: readonly EncodedEvent[],
    deadline: number,
  ): Promise<Appended> {
    const call = this.#call?.isOver === false ? this.#call : await this.#open();
    return await call.append(stream, expected, events, deadline);
  }

  #open(): Promise<AppendCall> {
    this.#opening ??= this.#start().finally(() => (this.#opening = undefined));
    return this.#opening;
  }

  async #start(): Promise<AppendCall> {
    // Its first question to a server tells whether there is one, before anything is sent that might be written.
    await this.#client['capabilities'];
    let call: AppendCall | undefined;
    await this.#client['GRPCStreamCreator'](StreamsClient, 'appendToStream', (grpc) => {
      const stream = openOn(this.#client, grpc);
      call = new AppendCall(stream);
      return stream;
    })();
    if (call === undefined) throw new Error('the client made no call');
    return (this.#call = call);
  }
}
