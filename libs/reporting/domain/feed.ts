import { type Decision, type Fold } from '#kernel/decider.js';
import { event, type EventOf } from '#kernel/event.js';
import { naturalId } from '#kernel/ids.js';
import { emptyMap, type PersistentMap } from '#kernel/persistent-map.js';
import { type RegisterProviderFile, type RejectProviderRecord } from '../contracts/feed-commands.js';
import {
  ProviderFileReceived,
  ProviderFileRepeated,
  ProviderRecordRejected,
} from '../contracts/feed-events.js';
import { type Rejection } from '../contracts/vocabulary.js';
import { ProviderFileKnown, ProviderFileUnknown } from './refusals.js';

export type FeedEvent = EventOf<
  typeof ProviderFileReceived | typeof ProviderFileRepeated | typeof ProviderRecordRejected
>;

/** One file of a provider. */
export interface Feed {
  readonly received?: Readonly<ProviderFileReceived>;
  /** Lines that are no reports, and why: a file may have many. */
  readonly rejected: PersistentMap<Rejection>;
}

export const feedFold: Fold<Feed, FeedEvent> = {
  initial: { rejected: emptyMap() },
  evolve(feed, { type, data }) {
    switch (type) {
      case 'ProviderFileReceived':
        return { ...feed, received: data };
      case 'ProviderFileRepeated':
        return feed;
      case 'ProviderRecordRejected':
        return { ...feed, rejected: feed.rejected.with(String(data.line), data.reason) };
    }
  },
};

/** The file is its content: another name makes no other file of it (I28). */
export const fileIdOf = (provider: string, fileHash: string): string => naturalId('fil', provider, fileHash);

export const registerFile: Decision<RegisterProviderFile, Feed, FeedEvent> = (
  { provider, fileHash, name, bytes, mappingProfile },
  { received },
  { now },
) => {
  const fileId = fileIdOf(provider, fileHash);
  if (received !== undefined)
    return ProviderFileKnown({ fileId }).recording(event(ProviderFileRepeated, { fileId, name }));
  return [
    event(ProviderFileReceived, { fileId, provider, fileHash, name, bytes, mappingProfile, receivedAt: now }),
  ];
};

export const rejectRecord: Decision<RejectProviderRecord, Feed, FeedEvent> = (
  { fileId, line, reason },
  { received, rejected },
) => {
  if (received === undefined) return ProviderFileUnknown();
  if (rejected.has(String(line))) return [];
  const { provider, fileHash } = received;
  return [event(ProviderRecordRejected, { fileId, provider, fileHash, line, reason })];
};
