import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { uptime } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DatabaseFailure } from '../failure.js';

export interface ClusterDirectory {
  readonly cluster: string;
  /** After a clean close: what is on disk is whole. */
  release(): void;
}

/** The same until the machine starts again; a minute's grain, because clocks are corrected. */
function boot(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return String(Math.round((Date.now() / 1000 - uptime()) / 60));
  }
}

function lock(directory: string): DatabaseSync {
  const file = new DatabaseSync(join(directory, 'lock'));
  try {
    file.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    return file;
  } catch (error) {
    file.close();
    throw new DatabaseFailure(
      'unavailable',
      `The read database in ${directory} is open in another process. Stop it, or use another data directory.`,
      undefined,
      error,
    );
  }
}

/**
 * Makes the directory this process's own. The lock is the kernel's, through an empty SQLite file: it goes with its
 * process. PGlite never syncs its files: a killed process loses nothing (the pages are the kernel's), but a machine
 * that stopped may have torn them. So a cluster that was open when the machine went down is discarded; the log
 * builds it again.
 * @throws DatabaseFailure `unavailable` while another process has it open
 */
export function takeDirectory(directory: string): ClusterDirectory {
  mkdirSync(directory, { recursive: true });
  const held = lock(directory);
  const cluster = join(directory, 'cluster');
  const open = join(directory, 'open-since-boot');
  const now = boot();
  const torn = existsSync(open) && readFileSync(open, 'utf8') !== now;
  // Half-made by a start that was killed: `PG_VERSION` is there, the rest may not be.
  if (torn || !existsSync(join(directory, 'complete'))) rmSync(cluster, { recursive: true, force: true });
  writeFileSync(open, now, { flush: true });
  return {
    cluster,
    release() {
      rmSync(open, { force: true });
      held.close();
    },
  };
}

/** From now on the cluster in the directory is complete and is opened as it is. */
export const markComplete = (directory: string): void => writeFileSync(join(directory, 'complete'), '');
