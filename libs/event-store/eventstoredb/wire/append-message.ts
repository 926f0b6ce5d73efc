import { type EncodedEvent } from '../../encoding.js';
import { type ExpectedRevision } from '../../port.js';
import { formatPosition } from '../position.js';
import { ProtobufReader } from './protobuf-reader.js';
import { ProtobufWriter } from './protobuf-writer.js';

/** What the server answered to one append. */
export interface AppendAnswer {
  /** Which of the appends of its call. */
  readonly number: number;
  readonly appended: { readonly revision: number; readonly position: string } | undefined;
  readonly refused: AppendRefused | undefined;
}

/** An append that the server refused; `type` as that of the client's own errors. */
export class AppendRefused extends Error {
  constructor(
    readonly type: string,
    /** Of the stream, when the append expected another one; undefined also when there is no stream. */
    readonly actualVersion: bigint | undefined,
    message: string,
  ) {
    super(message);
    this.name = 'AppendRefused';
  }
}

/** By the last part of the name of the message that tells why. */
const REFUSALS: Readonly<Record<string, string>> = {
  WrongExpectedVersion: 'wrong-expected-version',
  StreamDeleted: 'stream-deleted',
  AccessDenied: 'access-denied',
  Timeout: 'deadline-exceeded',
  MaximumAppendSizeExceeded: 'maximum-append-size-exceeded',
};

const ENVELOPE = 128;
const NANOSECONDS = 1_000_000;

/**
 * `BatchAppendReq` of `streams.proto`, one message for the whole append.
 * @param events with their documents as JSON text
 * @param deadline milliseconds after which the server need not begin
 */
export function encodeAppendRequest(
  number: number,
  stream: string,
  expected: ExpectedRevision,
  events: readonly EncodedEvent[],
  deadline: number,
): Buffer {
  let capacity = ENVELOPE + 3 * stream.length;
  for (const { type, data, metadata } of events)
    capacity += ENVELOPE + 3 * type.length + data.length + metadata.length;
  const writer = new ProtobufWriter(capacity);
  writer.uint(4, 1); // is_final
  for (let index = events.length - 1; index >= 0; index--) {
    const event = events[index];
    if (event !== undefined) writeProposed(writer, event);
  }
  const options = writer.length;
  writeDeadline(writer, deadline);
  if (typeof expected === 'number') writer.uint(2, expected);
  else writer.empty(expected === 'no-stream' ? 3 : expected === 'any' ? 4 : 5);
  const identifier = writer.length;
  writer.text(3, stream);
  writer.close(1, identifier);
  writer.close(2, options);
  const correlation = writer.length;
  writer.uint(2, number); // least significant bits
  writer.close(1, correlation);
  writer.close(1, correlation);
  return writer.done();
}

/** A duration and no instant: the clocks of the two machines may differ. */
function writeDeadline(writer: ProtobufWriter, milliseconds: number): void {
  const start = writer.length;
  writer.uint(2, (milliseconds % 1000) * NANOSECONDS);
  writer.uint(1, Math.floor(milliseconds / 1000));
  writer.close(7, start);
}

function writeProposed(writer: ProtobufWriter, { id, type, data, metadata }: EncodedEvent): void {
  const start = writer.length;
  writer.text(4, data);
  writer.text(3, metadata);
  writeEntry(writer, 'content-type', 'application/json');
  writeEntry(writer, 'type', type);
  const uuid = writer.length;
  writer.text(2, id);
  writer.close(1, uuid);
  writer.close(3, start);
}

function writeEntry(writer: ProtobufWriter, key: string, value: string): void {
  const start = writer.length;
  writer.text(2, value);
  writer.text(1, key);
  writer.close(2, start);
}

/** `BatchAppendResp` of `streams.proto`. @throws RangeError for bytes that are no message */
export function decodeAppendAnswer(bytes: Buffer): AppendAnswer {
  const reader = new ProtobufReader(bytes);
  let number = 0;
  let appended: AppendAnswer['appended'];
  let refused: AppendRefused | undefined;
  for (let field = reader.next(); field !== 0; field = reader.next()) {
    if (field === 1) number = correlationOf(reader.message());
    else if (field === 2) refused = refusalOf(reader.message());
    else if (field === 3) appended = successOf(reader.message());
  }
  return { number, appended, refused };
}

function correlationOf(uuid: ProtobufReader): number {
  let number = 0;
  while (uuid.next() === 1) {
    const structured = uuid.message();
    for (let field = structured.next(); field !== 0; field = structured.next())
      if (field === 2) number = structured.uint();
  }
  return number;
}

function successOf(success: ProtobufReader): AppendAnswer['appended'] {
  let revision = 0;
  let position: string | undefined;
  for (let field = success.next(); field !== 0; field = success.next()) {
    if (field === 1) revision = success.uint();
    else if (field === 3) position = positionOf(success.message());
  }
  return position === undefined ? undefined : { revision, position };
}

/** `AllStreamPosition`, `Checkpoint`: commit and prepare. A number that is 0 is left out on the wire. */
export function positionOf(position: ProtobufReader): string {
  let commit = 0;
  let prepare = 0;
  for (let field = position.next(); field !== 0; field = position.next()) {
    if (field === 1) commit = position.uint();
    else if (field === 2) prepare = position.uint();
  }
  return formatPosition({ commit, prepare });
}

/** `google.rpc.Status`, whose details name the reason. */
function refusalOf(status: ProtobufReader): AppendRefused {
  let message = '';
  let name = '';
  let actual: bigint | undefined;
  for (let field = status.next(); field !== 0; field = status.next()) {
    if (field === 2) message = status.text();
    if (field !== 3) continue;
    const details = status.message();
    for (let part = details.next(); part !== 0; part = details.next()) {
      if (part === 1) name = details.text().replace(/^.*\./, '');
      else if (part === 2 && name === 'WrongExpectedVersion') actual = actualOf(details.message());
    }
  }
  return new AppendRefused(REFUSALS[name] ?? 'unknown', actual, message);
}

function actualOf(wrongVersion: ProtobufReader): bigint | undefined {
  let actual: bigint | undefined;
  for (let field = wrongVersion.next(); field !== 0; field = wrongVersion.next())
    if (field === 1) actual = BigInt(wrongVersion.uint());
  return actual;
}
