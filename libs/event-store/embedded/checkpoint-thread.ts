/*
 * Runs on a thread of its own: it writes megabytes and waits for the disk twice. Loaded by Node itself, also from a
 * test, so it imports at run time nothing of ours, and its types are erasable.
 */
import { DatabaseSync } from 'node:sqlite';
import { parentPort, workerData } from 'node:worker_threads';
import type { CheckpointReply, CheckpointRequest } from './checkpointer.js';

const database = new DatabaseSync(workerData as string, { timeout: 5000 });
// It syncs the write-ahead log before it writes anything back, and the file before the log is begun anew.
database.exec('PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 0');
const checkpoint = database.prepare('PRAGMA wal_checkpoint(PASSIVE)');

parentPort?.on('message', (request: CheckpointRequest) => {
  if (request === 'close') {
    database.close();
    parentPort?.close();
    return;
  }
  parentPort?.postMessage(pass());
});

function pass(): CheckpointReply {
  try {
    const { log, checkpointed } = checkpoint.get() ?? {};
    return { pages: Number(log), written: Number(checkpointed) };
  } catch (error) {
    return { failed: String(error) };
  }
}
