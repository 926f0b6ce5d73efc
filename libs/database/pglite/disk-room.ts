import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DatabaseFailure } from '../failure.js';

const MiB = 1024 * 1024;
/** Two segments of the write-ahead log, and the rows of the batches that fill them. */
const RESERVE = 48 * MiB;
/** Less than a segment: what needs a new one cannot go on. */
const SEGMENT = 16 * MiB;
/** Nothing that one connection writes in this time fills the reserve. */
const TRUSTED_MS = 250;

/**
 * PostgreSQL ends itself when there is no room for its write-ahead log, and goes on with it when it is started again.
 * PGlite cannot end: it computes for ever, and whoever asked waits for ever (seen with 0.5.16). So nothing is written
 * while the disk has less than a reserve: reading goes on, and writing as soon as there is room again.
 */
export class DiskRoom {
  private checkedAt = -Infinity;
  private free = Infinity;

  /** @param freeOf bytes that are free where a path is */
  constructor(
    private readonly directory: string,
    private readonly freeOf: (path: string) => Promise<number> = freeBytes,
  ) {}

  /** Whether what is under way may never end for want of room. */
  async isSpent(): Promise<boolean> {
    return (await this.freeOf(this.directory)) < SEGMENT;
  }

  /** @throws DatabaseFailure `unavailable`, 53100, while there is too little room to write */
  async expect(): Promise<void> {
    const now = performance.now();
    if (now - this.checkedAt >= TRUSTED_MS) {
      this.free = await this.freeOf(this.directory);
      this.checkedAt = now;
    }
    if (this.free >= RESERVE) return;
    const [left, needed] = [this.free, RESERVE].map((bytes) => Math.floor(bytes / MiB));
    throw new DatabaseFailure(
      'unavailable',
      `The disk of the read database ${this.directory} has ${left} MiB left, and it writes nothing below ${needed} MiB: make room, and it goes on.`,
      '53100',
    );
  }
}

export const freeBytes = async (path: string): Promise<number> => {
  // What is not there yet will be where its parent is.
  const { bavail, bsize } = await statfs(path).catch(() => statfs(dirname(path)));
  return bavail * bsize;
};

/** A database in memory has all the room there is. */
export const boundless: Pick<DiskRoom, 'expect' | 'isSpent'> = {
  expect: () => Promise.resolve(),
  isSpent: () => Promise.resolve(false),
};
