import { randomUUID } from 'node:crypto';
import { type FileHandle, open, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

const chunkBytes = 64 * 1024;
/** A reader that takes no chunk in this time has gone without saying so. */
const stalledMs = 120_000;

/** The file has no name once it is open: it goes with the process, and nobody else can read it. */
async function namelessFile(directory: string): Promise<FileHandle> {
  const path = join(directory, `ledger-export-${randomUUID()}`);
  const file = await open(path, 'wx+', 0o600);
  await unlink(path);
  return file;
}

/**
 * Written as fast as there is something to write, read as slowly as the reader likes: what the reader has not taken
 * is on disk, not in memory. A reader that keeps up never touches the disk.
 */
export class Spool extends Readable {
  private file: FileHandle | undefined;
  private written = 0;
  private taken = 0;
  private finished = false;
  private failure: Error | undefined;
  private wanted = false;
  private readonly stalled: NodeJS.Timeout;

  constructor(private readonly directory: string) {
    super({ highWaterMark: chunkBytes });
    this.stalled = setTimeout(() => {
      if (this.wanted) this.stalled.refresh();
      else this.destroy(new Error('the reader has stalled'));
    }, stalledMs).unref();
  }

  /** One write at a time. @throws when the reader has gone, or the disk is full */
  async write(text: string): Promise<void> {
    if (this.destroyed) throw new Error('the reader has gone');
    if (text === '') return;
    const bytes = Buffer.from(text, 'utf8');
    if (this.wanted && this.taken === this.written) {
      this.wanted = false;
      this.push(bytes);
      return;
    }
    this.file ??= await namelessFile(this.directory);
    // The stream was destroyed while the file was opened: nobody else closes it.
    if (this.isGone()) {
      await this.file.close();
      throw new Error('the reader has gone');
    }
    for (let done = 0; done < bytes.length;) {
      const { bytesWritten } = await this.file.write(bytes, done, bytes.length - done, this.written + done);
      done += bytesWritten;
    }
    this.written += bytes.length;
    this.more();
  }

  /** Nothing more will be written. With a failure the reader gets what was written, and then that. */
  finish(failure?: Error): void {
    this.finished = true;
    this.failure = failure;
    this.more();
  }

  override _read(): void {
    this.wanted = true;
    this.stalled.refresh();
    this.more();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    clearTimeout(this.stalled);
    const closed = (): void => done(error);
    if (this.file === undefined) closed();
    else this.file.close().then(closed, closed);
  }

  private isGone(): boolean {
    return this.destroyed;
  }

  private more(): void {
    if (!this.wanted) return;
    if (this.taken < this.written) {
      this.wanted = false;
      this.pushFromFile().catch((error: unknown) => this.destroy(error as Error));
    } else if (this.finished) {
      this.wanted = false;
      if (this.failure === undefined) this.push(null);
      else this.destroy(this.failure);
    }
  }

  private async pushFromFile(): Promise<void> {
    if (this.file === undefined || this.destroyed) return;
    const size = Math.min(chunkBytes, this.written - this.taken);
    const { bytesRead, buffer } = await this.file.read(Buffer.alloc(size), 0, size, this.taken);
    this.taken += bytesRead;
    this.push(buffer.subarray(0, bytesRead));
  }
}
