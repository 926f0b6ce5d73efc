import { stuckProjections } from '#projecting/running-status.js';
import { type ProjectionHost } from '#projecting/host.js';
import { type ProcessHost } from '#processing/process-host.js';

export interface WorkReadiness {
  readonly status: 'ok' | 'waiting';
  /** Processes that wait for something, and why. */
  readonly waiting: readonly { readonly process: string; readonly failure: string | undefined }[];
  /** Projections that this worker cannot move on, and why. */
  readonly stuck: readonly string[];
}

interface Working {
  readonly processes: Pick<ProcessHost, 'processes'>;
  readonly projections: ProjectionHost;
}

/** A worker that cannot move a process or a projection on is not ready. */
export function workReadiness({ processes, projections }: Working): WorkReadiness {
  const waiting = processes.processes().filter(({ status }) => status === 'waiting');
  const stuck = stuckProjections(projections);
  return { status: waiting.length + stuck.length === 0 ? 'ok' : 'waiting', waiting, stuck };
}
