import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync } from 'node:fs';
import { naturalId } from '#kernel/ids.js';

/** What a server tells when it listens. */
export interface Ready {
  readonly port: number;
  readonly institutionId?: string;
}

/** A server in a process of its own; it is asked to make codes between two slices. */
export class ChildServer {
  #issued = 0;

  private constructor(
    private readonly child: ChildProcess,
    readonly ready: Ready,
  ) {}

  /** @throws Error when it ends before it listens */
  static async start(module: string, args: readonly string[], log: string): Promise<ChildServer> {
    const output = openSync(log, 'w');
    const child = fork(module, [...args], {
      stdio: ['ignore', output, output, 'ipc'],
      execArgv: profiling(),
    });
    const ended = once(child, 'exit').then(() => Promise.reject(new Error(`it ended: ${lastLine(log)}`)));
    const [ready] = (await Promise.race([once(child, 'message'), ended])) as [Ready];
    ended.catch(() => undefined);
    return new ChildServer(child, ready);
  }

  /** Issues so many codes, named by their numbers. @returns the number of the first */
  async issue(count: number): Promise<number> {
    const first = this.#issued;
    this.#issued += count;
    const { institutionId = '' } = this.ready;
    const codeIds = Array.from({ length: count }, (_, index) =>
      naturalId('cod', institutionId, first + index),
    );
    this.child.send({ issue: count, codeIds });
    await once(this.child, 'message');
    return first;
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    await gone;
  }
}

/** The other end: tells the port, and makes codes when it is asked to. */
export function beChildServer(ready: Ready, issue: (count: number) => Promise<unknown>): void {
  process.on('message', ({ issue: count }: { issue: number }) => {
    void issue(count).then(() => process.send?.('issued'));
  });
  process.on('disconnect', () => process.exit());
  // By itself and not by the signal: a profile is written on the way out.
  process.on('SIGTERM', () => process.exit());
  process.send?.(ready);
}

/** What it said last, or the error's own line. */
function lastLine(log: string): string {
  const lines = readFileSync(log, 'utf8').trim().split('\n');
  return lines.find((line) => /Error\b/.test(line)) ?? lines.at(-1) ?? '';
}

/** BENCH_PROFILE names a folder for the CPU profiles of the servers. */
function profiling(): string[] {
  const folder = process.env['BENCH_PROFILE'];
  return folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];
}
