import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Folders of one run, all on one disk; gone when the run has ended. */
export class Workspace {
  readonly root: string;

  constructor(parent: string) {
    mkdirSync(parent, { recursive: true });
    this.root = mkdtempSync(join(parent, 'ledger-bench-'));
    // PostgreSQL runs as another user, and has to pass.
    chmodSync(this.root, 0o711);
  }

  folder(name: string): string {
    return mkdtempSync(join(this.root, `${name}-`));
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
