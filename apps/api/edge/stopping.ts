/** Whether the process is on its way out: not ready for new work, still finishing what it has. */
export class Stopping {
  private stopping = false;

  get isStopping(): boolean {
    return this.stopping;
  }

  begin(): void {
    this.stopping = true;
  }
}
