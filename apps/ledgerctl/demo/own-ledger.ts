import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface OwnLedger {
  readonly url: string;
  readonly token: string;
  readonly directory: string;
  stop(): Promise<void>;
}

const main = fileURLToPath(new URL('../../ledger/main.js', import.meta.url));

/** A ledger of the story's own, on an empty scratch directory. @throws Error when it does not start */
export async function startOwnLedger(): Promise<OwnLedger> {
  const directory = mkdtempSync(join(tmpdir(), 'ledger-demo-'));
  const environment = { LEDGER_DATA_DIR: directory, LEDGER_PORT: '0', LEDGER_LOG_LEVEL: 'warn' };
  const child = spawn(process.execPath, ['--enable-source-maps', main], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { url, token } = await said(child);
  return {
    url,
    token,
    directory,
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

/** What the welcome says. */
async function said(child: ChildProcess): Promise<{ url: string; token: string }> {
  let text = '';
  const ended = once(child, 'exit').then(() => {
    throw new Error(`the ledger did not start: ${text}`);
  });
  const told = (async () => {
    for await (const chunk of child.stdout ?? []) {
      text += String(chunk);
      const url = /API +(http\S+)\/v1/.exec(text)?.[1];
      const token = /Development token \(shown once\): (\S+)/.exec(text)?.[1];
      if (url !== undefined && token !== undefined) return { url, token };
    }
    throw new Error(`the ledger did not start: ${text}`);
  })();
  const answer = await Promise.race([told, ended]);
  ended.catch(() => undefined);
  return answer;
}
