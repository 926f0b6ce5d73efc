/** Tells the story: lines for a person, or one JSON line per step. */
export class Teller {
  private step = 0;

  constructor(private readonly json: boolean) {}

  chapter(title: string): void {
    if (!this.json) console.log(`\n── ${title}`);
  }

  /** One step: what happened, and what matters of it. */
  tell(what: string, facts: Readonly<Record<string, unknown>> = {}): void {
    this.step += 1;
    if (this.json) {
      console.log(JSON.stringify({ step: this.step, what, ...facts }));
      return;
    }
    console.log(`${String(this.step).padStart(3)}  ${what}`);
    for (const [name, value] of Object.entries(facts)) console.log(`       ${name}: ${printed(value)}`);
  }

  /** A table for a person, rows for a machine. */
  table(what: string, rows: readonly Readonly<Record<string, unknown>>[]): void {
    this.step += 1;
    if (this.json) {
      console.log(JSON.stringify({ step: this.step, what, rows }));
      return;
    }
    console.log(`${String(this.step).padStart(3)}  ${what}`);
    for (const row of rows) console.log(`       ${Object.values(row).map(printed).join('  ')}`);
  }
}

const printed = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : Array.isArray(value)
      ? value.map(printed).join(', ')
      : JSON.stringify(value);
