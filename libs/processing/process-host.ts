import { type Clock } from '#kernel/time.js';
import { type Process } from './process.js';
import { type ProcessEnvironment, ProcessRunner, type ProcessStatus } from './process-runner.js';
import { TimerRunner } from './timer-runner.js';

export interface ProcessReport {
  readonly process: string;
  readonly status: ProcessStatus;
  readonly failure: string | undefined;
}

/** Runs processes and their timers together. Several hosts may run at once: all they do is idempotent. */
export class ProcessHost {
  readonly timers: TimerRunner;
  private readonly runners: readonly ProcessRunner[];

  constructor(processes: readonly Process[], environment: ProcessEnvironment, clock: Clock) {
    this.runners = processes.map((process) => new ProcessRunner(process, environment));
    this.timers = new TimerRunner(environment, clock);
  }

  start(): void {
    for (const runner of this.runners) runner.start();
    this.timers.start();
  }

  processes(): readonly ProcessReport[] {
    return this.runners.map(({ process, status, failure }) => ({ process: process.name, status, failure }));
  }

  async stop(): Promise<void> {
    await Promise.all([this.timers.stop(), ...this.runners.map((runner) => runner.stop())]);
  }
}
