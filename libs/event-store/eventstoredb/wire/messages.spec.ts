import { describe, expect, it } from '@jest/globals';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import statuses from '@eventstore/db-client/generated/status_pb.js';
import pb from '@eventstore/db-client/generated/streams_pb.js';
import fc from 'fast-check';
import { type ExpectedRevision } from '../../port.js';
import { formatPosition } from '../position.js';
import { decodeAppendAnswer, encodeAppendRequest } from './append-message.js';
import { ProtobufReader } from './protobuf-reader.js';
import { ProtobufWriter } from './protobuf-writer.js';
import { decodeReadAnswer, encodeLogEndRead, encodeStreamRead, encodeSubscription } from './read-message.js';

/** Any text, of one byte a character and of more, up to several bytes of length. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ minLength: 100, maxLength: 400 }),
);
const number = fc.oneof(fc.nat(300), fc.maxSafeNat());
const uuid = fc.uuid();
const utf8 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
const bytesOf = (message: { serializeBinary(): Uint8Array }): Buffer =>
  Buffer.from(message.serializeBinary());
const named = (stream: string): shared.StreamIdentifier =>
  new shared.StreamIdentifier().setStreamName(Buffer.from(stream).toString('base64'));
const position = { commit: 2 ** 40 + 1, prepare: 127 };
const allPosition = new shared.AllStreamPosition()
  .setCommitPosition(String(position.commit))
  .setPreparePosition('127');

/** The length of time, field 7 of the options, that the library of this version does not know yet. */
function deadlineIn(request: Buffer): number {
  const whole = new ProtobufReader(request);
  while (whole.next() !== 2);
  const options = whole.message();
  while (options.next() !== 7);
  const duration = options.message();
  let milliseconds = 0;
  for (let field = duration.next(); field !== 0; field = duration.next())
    milliseconds += field === 1 ? duration.uint() * 1000 : duration.uint() / 1_000_000;
  return milliseconds;
}

describe('what is sent is what Protocol Buffers say, read by their own library', () => {
  it('an append, whatever its events hold', () => {
    const event = fc.record({ id: uuid, type: text, data: text, metadata: text });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 40 }),
        text,
        fc.constantFrom<ExpectedRevision>('no-stream', 'exists', 'any', 0, 7, 2 ** 40),
        fc.array(event, { maxLength: 5 }),
        fc.integer({ min: 1, max: 600_000 }),
        (correlation, stream, expected, events, deadline) => {
          const bytes = encodeAppendRequest(correlation, stream, expected, events, deadline);
          const request = pb.BatchAppendReq.deserializeBinary(bytes);
          const options = request.getOptions();
          const chosen = [
            options?.hasNoStream() === true && 'no-stream',
            options?.hasStreamExists() === true && 'exists',
            options?.hasAny() === true && 'any',
            options?.hasStreamPosition() === true && Number(options.getStreamPosition()),
          ].filter((each) => each !== false);
          expect(chosen).toEqual([expected]);
          expect(request.getCorrelationId()?.getStructured()?.getLeastSignificantBits()).toBe(
            String(correlation),
          );
          expect(utf8(options?.getStreamIdentifier()?.getStreamName_asU8() ?? new Uint8Array())).toBe(stream);
          expect(deadlineIn(bytes)).toBe(deadline);
          expect(request.getIsFinal()).toBe(true);
          const sent = request.getProposedMessagesList().map((message) => ({
            id: message.getId()?.getString(),
            type: message.getMetadataMap().get('type'),
            data: utf8(message.getData_asU8()),
            metadata: utf8(message.getCustomMetadata_asU8()),
          }));
          expect(sent).toEqual(events);
          for (const message of request.getProposedMessagesList())
            expect(message.getMetadataMap().get('content-type')).toBe('application/json');
        },
      ),
    );
  });

  const read = (request: Buffer): pb.ReadReq.Options.AsObject | undefined =>
    pb.ReadReq.deserializeBinary(request).toObject().options;
  const common = { resolveLinks: false, uuidOption: { string: {} } };

  it('a read of one stream, from each place and in both directions', () => {
    const forwards = pb.ReadReq.deserializeBinary(encodeStreamRead('käse-1', { limit: 7 })).getOptions();
    expect(utf8(forwards?.getStream()?.getStreamIdentifier()?.getStreamName_asU8() ?? new Uint8Array())).toBe(
      'käse-1',
    );
    expect(forwards?.toObject()).toMatchObject({
      ...common,
      readDirection: 0,
      count: '7',
      noFilter: {},
      stream: { start: {} },
    });
    expect(read(encodeStreamRead('s', { limit: 1, from: 300 }))).toMatchObject({
      readDirection: 0,
      stream: { revision: '300' },
    });
    expect(read(encodeStreamRead('s', { limit: 1, direction: 'backwards' }))).toMatchObject({
      readDirection: 1,
      stream: { end: {} },
    });
    const all = encodeStreamRead('s', { limit: Number.MAX_SAFE_INTEGER, from: 0, direction: 'backwards' });
    expect(read(all)).toMatchObject({ count: '9007199254740991', stream: { revision: '0' } });
  });

  it('a read of the end of the log', () => {
    expect(read(encodeLogEndRead(undefined, 32))).toMatchObject({
      ...common,
      readDirection: 1,
      count: '32',
      all: { end: {} },
    });
    const all = { position: { commitPosition: String(position.commit), preparePosition: '127' } };
    expect(read(encodeLogEndRead(formatPosition(position), 32))).toMatchObject({ all });
  });

  it('a subscription, with and without a filter', () => {
    const all = { position: { commitPosition: String(2n ** 63n), preparePosition: '0' } };
    const after = formatPosition({ commit: 2n ** 63n, prepare: 0n });
    expect(read(encodeSubscription(after, undefined))).toMatchObject({
      ...common,
      all,
      subscription: {},
      noFilter: {},
    });
    const filter = {
      field: 'type',
      prefixes: ['Code', 'Order'],
      window: 512,
      windowsPerCheckpoint: 2,
    } as const;
    expect(read(encodeSubscription(undefined, filter))).toMatchObject({
      all: { start: {} },
      filter: { eventType: { prefixList: ['Code', 'Order'] }, max: 512, checkpointintervalmultiplier: 2 },
    });
    expect(read(encodeSubscription(undefined, { ...filter, field: 'stream' }))).toMatchObject({
      filter: { streamIdentifier: { prefixList: ['Code', 'Order'] } },
    });
  });
});

const recorded = (event: {
  id: string;
  type: string;
  data: string;
  metadata: string;
  stream: string;
  revision: number;
}) => {
  const record = new pb.ReadResp.ReadEvent.RecordedEvent()
    .setId(new shared.UUID().setString(event.id))
    .setStreamIdentifier(named(event.stream))
    .setStreamRevision(String(event.revision))
    .setCommitPosition(String(position.commit))
    .setPreparePosition(String(position.prepare))
    .setData(Buffer.from(event.data))
    .setCustomMetadata(Buffer.from(event.metadata));
  record
    .getMetadataMap()
    .set('type', event.type)
    .set('content-type', 'application/json')
    .set('created', '638');
  return new pb.ReadResp().setEvent(new pb.ReadResp.ReadEvent().setEvent(record).setCommitPosition('9'));
};

describe('what is received is what Protocol Buffers say, written by their own library', () => {
  it('an event, whatever it holds; and no beginning of its message is taken for a whole', () => {
    const event = fc.record({
      id: uuid,
      type: text,
      data: text,
      metadata: text,
      stream: text,
      revision: number,
    });
    fc.assert(
      fc.property(event, fc.nat(), (given, cut) => {
        const bytes = bytesOf(recorded(given));
        expect(decodeReadAnswer(bytes)).toEqual({
          kind: 'event',
          event: { ...given, ...position, isJson: true },
        });
        expect(() => decodeReadAnswer(bytes.subarray(0, 1 + (cut % (bytes.length - 1))))).toThrow(RangeError);
      }),
    );
  });

  it('everything else that a read or a subscription is told', () => {
    const checkpoint = new pb.ReadResp.Checkpoint()
      .setCommitPosition(String(position.commit))
      .setPreparePosition('127');
    const confirmation = new pb.ReadResp.SubscriptionConfirmation().setSubscriptionId('x');
    const deadLink = new pb.ReadResp.ReadEvent().setNoPosition(new shared.Empty());
    const missing = new pb.ReadResp.StreamNotFound().setStreamIdentifier(named('s'));
    const answers = [
      new pb.ReadResp().setCheckpoint(checkpoint),
      new pb.ReadResp().setCaughtUp(new pb.ReadResp.CaughtUp()),
      new pb.ReadResp().setStreamNotFound(missing),
      new pb.ReadResp().setConfirmation(confirmation),
      new pb.ReadResp().setLastStreamPosition('7'),
      new pb.ReadResp().setEvent(deadLink),
      new pb.ReadResp(),
    ].map((answer) => decodeReadAnswer(bytesOf(answer)));
    const other = { kind: 'other' };
    expect(answers).toEqual([
      { kind: 'checkpoint', position: formatPosition(position) },
      { kind: 'caught-up' },
      { kind: 'no-stream' },
      ...[other, other, other, other],
    ]);
  });

  const answer = (correlation: number): pb.BatchAppendResp =>
    new pb.BatchAppendResp()
      .setCorrelationId(
        new shared.UUID().setStructured(
          new shared.UUID.Structured()
            .setLeastSignificantBits(String(correlation))
            .setMostSignificantBits('0'),
        ),
      )
      .setStreamIdentifier(named('s'));

  it('an append that succeeded: number, revision, position', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 40 }), number, (correlation, revision) => {
        const success = new pb.BatchAppendResp.Success()
          .setCurrentRevision(String(revision))
          .setPosition(allPosition);
        expect(decodeAppendAnswer(bytesOf(answer(correlation).setSuccess(success)))).toEqual({
          number: correlation,
          appended: { revision, position: formatPosition(position) },
          refused: undefined,
        });
      }),
    );
  });

  const at = new shared.WrongExpectedVersion()
    .setCurrentStreamRevision('300')
    .setExpectedNoStream(new shared.Empty());
  const nowhere = new shared.WrongExpectedVersion().setCurrentNoStream(new shared.Empty());

  it.each([
    ['WrongExpectedVersion', at, 'wrong-expected-version', 300n],
    ['WrongExpectedVersion', nowhere, 'wrong-expected-version', undefined],
    ['StreamDeleted', new shared.StreamDeleted(), 'stream-deleted', undefined],
    ['AccessDenied', new shared.AccessDenied(), 'access-denied', undefined],
    ['Timeout', new shared.Timeout(), 'deadline-exceeded', undefined],
    [
      'MaximumAppendSizeExceeded',
      new shared.MaximumAppendSizeExceeded().setMaxappendsize(9),
      'maximum-append-size-exceeded',
      undefined,
    ],
    ['Unknown', new shared.Unknown(), 'unknown', undefined],
    ['SomethingOfLater', new shared.Unknown(), 'unknown', undefined],
  ])('an append that was refused: %s', (name, details, type, actualVersion) => {
    const writer = new ProtobufWriter(1);
    writer.bytes(2, details.serializeBinary());
    writer.text(1, `type.googleapis.com/event_store.client.${name}`);
    writer.close(3, 0);
    writer.text(2, 'why');
    const status = statuses.Status.deserializeBinary(writer.done());
    expect(decodeAppendAnswer(bytesOf(answer(5).setError(status)))).toMatchObject({
      number: 5,
      appended: undefined,
      refused: { type, actualVersion, message: 'why' },
    });
  });
});
