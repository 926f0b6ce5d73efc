import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { killAtRandom } from './killed-child.js';
import { type Acknowledged, auditLog, parseAcknowledged } from './log-audit.js';

export interface KillReport {
  readonly rounds: number;
  readonly acknowledged: number;
  readonly stored: number;
  readonly faults: readonly string[];
}

/** Rounds that share one log before a new one is begun: crashes on top of crashes, but a bounded audit. */
const ROUNDS_PER_LOG = 10;
/** Milliseconds from the first acknowledged append to the kill, at most. */
const LONGEST = 250;

/** Appends under load, kills the process with -9 at a moment of chance, opens the log again and audits it. */
export async function killRounds(
  rounds: number,
  child: readonly string[],
  onRound: (round: number, report: KillReport) => void = () => undefined,
): Promise<KillReport> {
  let report: KillReport = { rounds: 0, acknowledged: 0, stored: 0, faults: [] };
  for (let first = 0; first < rounds; first += ROUNDS_PER_LOG) {
    const directory = await mkdtemp(join(tmpdir(), 'kill-rounds-'));
    const acknowledged: Acknowledged[] = [];
    try {
      for (let round = first; round < Math.min(rounds, first + ROUNDS_PER_LOG); round++) {
        const before = countOf(acknowledged);
        const said = await killAtRandom([...child, directory, `round-${round}`], LONGEST);
        acknowledged.push(...parseAcknowledged(said));
        const { events, faults } = await auditLog(directory, acknowledged);
        report = {
          rounds: round + 1,
          acknowledged: report.acknowledged + countOf(acknowledged) - before,
          stored: Math.max(report.stored, events),
          faults: [...report.faults, ...faults.map((fault) => `round ${round}: ${fault}`)],
        };
        onRound(round, report);
      }
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }
  return report;
}

const countOf = (appends: readonly Acknowledged[]): number =>
  appends.reduce((sum, { ids }) => sum + ids.length, 0);
