import { type Position, type StreamSlice } from '../../port.js';
import { parsePosition } from '../position.js';
import { positionOf } from './append-message.js';
import { ProtobufReader } from './protobuf-reader.js';
import { ProtobufWriter } from './protobuf-writer.js';

/** An event as the server tells it. */
export interface RecordedEvent {
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly commit: number | undefined;
  readonly prepare: number | undefined;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: string;
  readonly metadata: string;
}

/** What one message of a read or a subscription says, in the order in which the server sent it. */
export type ReadAnswer =
  | { readonly kind: 'event'; readonly event: RecordedEvent }
  | { readonly kind: 'checkpoint'; readonly position: Position }
  | { readonly kind: 'caught-up' }
  | { readonly kind: 'no-stream' }
  /** Of no concern here: confirmations, links that lead nowhere, what later servers add. */
  | { readonly kind: 'other' };

/** What the server filters by, and how often it tells how far it is. */
export interface ServerFilter {
  readonly field: 'type' | 'stream';
  readonly prefixes: readonly string[];
  /** Events that the server looks through at once. */
  readonly window: number;
  /** Windows between two checkpoints. */
  readonly windowsPerCheckpoint: number;
}

const CAPACITY = 256;

/** `ReadReq` for one stream. */
export function encodeStreamRead(stream: string, slice: StreamSlice & { readonly limit: number }): Buffer {
  const writer = new ProtobufWriter(CAPACITY + 3 * stream.length);
  const isForwards = slice.direction !== 'backwards';
  writeTail(writer);
  writer.uint(5, slice.limit);
  if (!isForwards) writer.uint(3, 1);
  const start = writer.length;
  if (slice.from === undefined) writer.empty(isForwards ? 3 : 4);
  else writer.uint(2, slice.from);
  const identifier = writer.length;
  writer.text(3, stream);
  writer.close(1, identifier);
  writer.close(1, start);
  writer.close(1, 0);
  return writer.done();
}

/** `ReadReq` for the end of the log, backwards. @param before inclusive, as the server reads; absent: the very end */
export function encodeLogEndRead(before: Position | undefined, limit: number): Buffer {
  const writer = new ProtobufWriter(CAPACITY);
  writeTail(writer);
  writer.uint(5, limit);
  writer.uint(3, 1);
  writeLogStart(writer, before, 3);
  writer.close(1, 0);
  return writer.done();
}

/** `ReadReq` for a subscription to the whole log. @param after exclusive; absent: from the beginning */
export function encodeSubscription(after: Position | undefined, filter: ServerFilter | undefined): Buffer {
  const writer = new ProtobufWriter(CAPACITY);
  writeTail(writer, filter);
  writer.empty(6);
  writeLogStart(writer, after, 2);
  writer.close(1, 0);
  return writer.done();
}

/** Ids as text, and the filter or none. */
function writeTail(writer: ProtobufWriter, filter?: ServerFilter): void {
  const uuid = writer.length;
  writer.empty(2);
  writer.close(9, uuid);
  if (filter === undefined) {
    writer.empty(8);
    return;
  }
  const start = writer.length;
  writer.uint(5, filter.windowsPerCheckpoint);
  writer.uint(3, filter.window);
  const expression = writer.length;
  for (const prefix of filter.prefixes.toReversed()) writer.text(2, prefix);
  writer.close(filter.field === 'stream' ? 1 : 2, expression);
  writer.close(7, start);
}

function writeLogStart(writer: ProtobufWriter, position: Position | undefined, otherwise: number): void {
  const start = writer.length;
  if (position === undefined) writer.empty(otherwise);
  else {
    const { commit, prepare } = parsePosition(position);
    const at = writer.length;
    writer.uint(2, prepare);
    writer.uint(1, commit);
    writer.close(1, at);
  }
  writer.close(2, start);
}

const OTHER: ReadAnswer = { kind: 'other' };
const CAUGHT_UP: ReadAnswer = { kind: 'caught-up' };
const NO_STREAM: ReadAnswer = { kind: 'no-stream' };

/** `ReadResp` of `streams.proto`. @throws RangeError for bytes that are no message */
export function decodeReadAnswer(bytes: Buffer): ReadAnswer {
  const reader = new ProtobufReader(bytes);
  switch (reader.next()) {
    case 1:
      return eventOf(reader.message());
    case 3:
      return { kind: 'checkpoint', position: positionOf(reader.message()) };
    case 4:
      return NO_STREAM;
    case 8:
      return CAUGHT_UP;
    default:
      return OTHER;
  }
}

function eventOf(read: ProtobufReader): ReadAnswer {
  for (let field = read.next(); field !== 0; field = read.next())
    if (field === 1) return { kind: 'event', event: recordedOf(read.message()) };
  return OTHER;
}

function recordedOf(record: ProtobufReader): RecordedEvent {
  let id = '';
  let stream = '';
  let revision = 0;
  let commit: number | undefined;
  let prepare: number | undefined;
  let type = '';
  let isJson = false;
  let data = '';
  let metadata = '';
  for (let field = record.next(); field !== 0; field = record.next()) {
    switch (field) {
      case 1:
        id = textIn(record.message(), 2);
        break;
      case 2:
        stream = textIn(record.message(), 3);
        break;
      case 3:
        revision = record.uint();
        break;
      case 4:
        prepare = record.uint();
        break;
      case 5:
        commit = record.uint();
        break;
      case 6: {
        const { key, value } = entryOf(record.message());
        if (key === 'type') type = value;
        else if (key === 'content-type') isJson = value === 'application/json';
        break;
      }
      case 7:
        metadata = record.text();
        break;
      case 8:
        data = record.text();
        break;
    }
  }
  return { id, stream, revision, commit, prepare, type, isJson, data, metadata };
}

function textIn(message: ProtobufReader, wanted: number): string {
  for (let field = message.next(); field !== 0; field = message.next())
    if (field === wanted) return message.text();
  return '';
}

function entryOf(entry: ProtobufReader): { key: string; value: string } {
  let key = '';
  let value = '';
  for (let field = entry.next(); field !== 0; field = entry.next()) {
    if (field === 1) key = entry.text();
    else if (field === 2) value = entry.text();
  }
  return { key, value };
}
