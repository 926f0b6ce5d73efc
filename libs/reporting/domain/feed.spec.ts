import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { fold } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import {
  ProviderFileReceived,
  ProviderFileRepeated,
  ProviderRecordRejected,
} from '../contracts/feed-events.js';
import { feedFold, fileIdOf, registerFile, rejectRecord } from './feed.js';
import { ProviderFileKnown, ProviderFileUnknown } from './refusals.js';

const fileHash = 'a'.repeat(64);
const file = {
  provider: 'PEARSON_VUE',
  fileHash,
  name: 'exam-2020-05-04.dat',
  bytes: 18_234,
  mappingProfile: 'pearson-vue-exam@1',
} as const;
const fileId = fileIdOf(file.provider, fileHash);
const now = '2020-05-05T01:00:00.000Z';
const received = event(ProviderFileReceived, { fileId, ...file, receivedAt: now });
const facts = undefined;

describe('a file of a provider', () => {
  it('I28 is received once by its content', () => {
    expect(fileId).toMatch(/^fil_/);
    given(feedFold).when(registerFile, file, { facts, now }).then(received);
  });

  it('I28 is not processed again under another name, and that it came is on record', () => {
    const again = given(feedFold, received).when(
      registerFile,
      { ...file, name: 'copy-of-exam.dat' },
      { facts, now },
    );
    again.thenRefused(ProviderFileKnown, { fileId });
    expect(again.outcome).toMatchObject({
      events: [event(ProviderFileRepeated, { fileId, name: 'copy-of-exam.dat' })],
    });
  });

  it('I28 is another file with another content under the same name', () => {
    expect(fileIdOf(file.provider, 'b'.repeat(64))).not.toBe(fileId);
    expect(fileIdOf('CERTIPORT', fileHash)).not.toBe(fileId);
  });

  it('keeps each line that is no report, once', () => {
    const rejected = event(ProviderRecordRejected, {
      ...{ fileId, provider: 'PEARSON_VUE', fileHash },
      ...{ line: 7, reason: 'FIELD_MISSING' },
    });
    const line = { fileId, line: 7, reason: 'FIELD_MISSING' } as const;
    given(feedFold, received).when(rejectRecord, line, { facts }).then(rejected);
    given(feedFold, received, rejected).when(rejectRecord, line, { facts }).then();
    given(feedFold).when(rejectRecord, line, { facts }).thenRefused(ProviderFileUnknown);
    expect(fold(feedFold, [received, rejected]).rejected.get('7')).toBe('FIELD_MISSING');
  });
});
