import { execFileSync } from 'node:child_process';
import { cpus, loadavg, totalmem } from 'node:os';

/** Where the figures come from: without it a rate says nothing. */
export function machine(directory: string): readonly string[] {
  const [cpu] = cpus();
  const disk = execFileSync('df', ['-PT', directory], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .at(-1)
    ?.split(/\s+/);
  return [
    `${cpus().length} × ${cpu?.model.trim() ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB`,
    `disk ${disk?.[0] ?? '?'} (${disk?.[1] ?? '?'}), files in ${directory}`,
    `Node ${process.version}, SQLite ${process.versions['sqlite'] ?? '?'}, ${process.platform} ${process.arch}`,
    `load before the run ${loadavg()
      .map((load) => load.toFixed(2))
      .join(' ')}`,
  ];
}
