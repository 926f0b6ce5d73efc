import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { type KeptEntry, verifyChain } from '#audit/verify-chain.js';
import { allEvents } from '#composition/all-events.js';
import { ConfigurationError } from '#config/configuration-error.js';
import { loadConfiguration } from '#config/environment.js';
import { readLog } from '#event-store/embedded/read-log.js';
import { openEventStore } from '#event-store/open.js';
import { type StoredEvent } from '#event-store/port.js';
import { projected } from '#projecting/reading.js';
import { entryOf } from '#read-models/history/entry.js';

/** Of the log that the configuration names; a ledger may be running on it. */
async function* events(): AsyncGenerator<StoredEvent> {
  const { dataDir, eventstoreUrl: url } = loadConfiguration(process.env);
  const directory = join(dataDir, 'log');
  if (url === undefined) {
    if (!existsSync(directory)) throw new ConfigurationError(`There is no event log in ${dataDir}.`);
    yield* readLog(directory);
    return;
  }
  const store = await openEventStore({ url, directory });
  try {
    yield* store.readAll();
  } finally {
    await store.close();
  }
}

async function* keptIn(file: string): AsyncGenerator<KeptEntry> {
  if (!existsSync(file)) throw new ConfigurationError(`There is no file ${file}.`);
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
    if (line.trim() !== '') yield keptEntry(line, file);
  }
}

function keptEntry(line: string, file: string): KeptEntry {
  try {
    const entry = JSON.parse(line) as Partial<KeptEntry>;
    const { sequence, hash } = entry;
    if (typeof sequence === 'number' && typeof hash === 'string') return { ...entry, sequence, hash };
  } catch {
    // Said below.
  }
  throw new ConfigurationError(
    `${file} is no NDJSON export of the history: a line has no sequence and hash.`,
  );
}

export const chainCommand = new Command('chain')
  .description(
    'Computes the hash chain of the auditor ledger from the event log, and compares it with an NDJSON export of ' +
      'the history; asks no read model',
  )
  .option('--entries <file>', 'NDJSON export of /v1/history, oldest first, or any part of it')
  .option('--head <hash>', 'hash that the last entry must have')
  .action(async ({ entries: file, head }: { entries?: string; head?: string }) => {
    const result = await verifyChain(events(), file === undefined ? [] : keptIn(file), (event, link) =>
      entryOf(projected(allEvents, event), link),
    );
    const { firstDifference } = result;
    console.log(`${result.entries} entries, head ${result.head}`);
    if (file !== undefined) console.log(`${result.compared} kept entries compared`);
    if (firstDifference !== undefined) {
      const { sequence, hash, computed = 'no such entry', fields } = firstDifference;
      if (fields === undefined)
        console.error(`entry ${sequence}: kept as ${hash}, the log gives ${computed}`);
      else console.error(`entry ${sequence}: its hash is that of the log, but not its ${fields.join(', ')}`);
    }
    const other = head !== undefined && head !== result.head;
    if (other) console.error(`the head is not ${head}`);
    if (firstDifference !== undefined || other) process.exitCode = 1;
  });
