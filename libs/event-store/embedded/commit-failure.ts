import { StoreFailure } from '../failures.js';
import { type ExpectedRevision } from '../port.js';
import { IOERR, resultCode, toStoreFailure } from './sqlite-failure.js';
import { NONE } from './stream-heads.js';

export const conflict = (stream: string, expected: ExpectedRevision, actual: number): StoreFailure =>
  new StoreFailure('conflict', `${stream} is ${said(actual)}, not ${said(expected)}`, {
    actualRevision: actual === NONE ? 'no-stream' : actual,
  });

const said = (revision: ExpectedRevision): string =>
  typeof revision === 'string' ? revision : revision === NONE ? 'without events' : `at revision ${revision}`;

/** An I/O error while committing may have come after the commit record reached the disk. */
export function groupFailure(cause: unknown, committing: boolean): StoreFailure {
  if (!committing || resultCode(cause) !== IOERR) return toStoreFailure(cause, 'appending');
  return new StoreFailure('outcome-unknown', 'the disk failed while a commit was written', { cause });
}

/** The commit is written, and may or may not be there after a power cut. */
export const syncFailed = (cause: unknown): StoreFailure =>
  new StoreFailure('outcome-unknown', 'the disk failed while it made a commit durable', { cause });

/**
 * After a failed sync the kernel may have dropped what it could not write, and says no more of it: going on could
 * answer for records that are not there.
 */
export const diskFailed = (cause: unknown): StoreFailure =>
  new StoreFailure(
    'unavailable',
    'The disk has failed to make a commit durable. Nothing more is written until the ledger is started again and reads what is there.',
    { cause },
  );
