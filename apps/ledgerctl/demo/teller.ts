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
    for (const line of aligned(rows)) console.log(`       ${line}`);
  }
}

const printed = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : Array.isArray(value)
      ? value.map(printed).join(', ')
      : JSON.stringify(value);

/** The names of the columns, and below them the rows, each column as wide as its widest cell. */
function aligned(rows: readonly Readonly<Record<string, unknown>>[]): readonly string[] {
  const names = Object.keys(rows[0] ?? {});
  const cells = [names, ...rows.map((row) => names.map((name) => printed(row[name])))];
  const widths = names.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  return cells.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
