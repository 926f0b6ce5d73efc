import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Starts a process, waits for the first thing that it says, and kills it with -9 at a moment of chance after that.
 * @param longestMs from the first output to the kill, at most
 * @returns all that it said: what the kernel has is read even after the process is dead
 */
export async function killAtRandom(command: readonly string[], longestMs: number): Promise<string> {
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const closed = new Promise<NodeJS.Signals | null>((resolve) =>
    child.once('close', (_code, signal) => resolve(signal)),
  );
  const started = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      resolve();
    });
  });
  await Promise.race([started, closed]);
  await sleep(Math.random() * longestMs);
  child.kill('SIGKILL');
  // Until the pipe is drained: what was said just before the end counts most.
  const signal = await closed;
  if (signal !== 'SIGKILL') throw new Error(`The process ended by itself: ${errors}`);
  return output;
}
