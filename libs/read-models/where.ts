import { type SqlValue } from '#database/database.js';
import { type Institutions } from '#projecting/model-state.js';

/** The conditions of one query; it begins with whose rows they are, so that no query can forget it. */
export class Where {
  private readonly conditions: string[] = [];

  /** @param alias of the table whose rows are answered */
  constructor(
    { institutions }: { readonly institutions: Institutions },
    alias: string,
    readonly parameters: SqlValue[] = [],
  ) {
    if (institutions === '*') return;
    const [only, ...others] = institutions;
    // An index gives the rows of one institution in its order; those of several it would have to sort, each time all.
    if (only !== undefined && others.length === 0) this.and(`${alias}.institution_id = ?`, only);
    else this.and(`${alias}.institution_id = ANY(?::text[])`, institutions);
  }

  /** Each `?` of the condition stands for the next value. */
  and(condition: string, ...values: readonly SqlValue[]): this {
    let next = 0;
    this.conditions.push(condition.replaceAll('?', () => this.parameter(values[next++] ?? null)));
    return this;
  }

  /** When something was asked for. */
  equals(column: string, value: string | number | boolean | undefined): this {
    return value === undefined ? this : this.and(`${column} = ?`, value);
  }

  anyOf(column: string, values: readonly string[] | undefined): this {
    return values === undefined ? this : this.and(`${column} = ANY(?::text[])`, values);
  }

  /** A value as `$n`, for other parts of the statement. */
  parameter(value: SqlValue): string {
    this.parameters.push(value);
    return `$${this.parameters.length}`;
  }

  /**
   * For conditions on what a subquery with these conditions sums up: none yet, in the same statement, so that the values
   * of both have one numbering. Whose rows are summed up is a matter of the subquery.
   */
  ofSums(): Where {
    return new Where({ institutions: '*' }, '', this.parameters);
  }

  get text(): string {
    return this.conditions.length === 0 ? 'true' : this.conditions.map((each) => `(${each})`).join(' AND ');
  }
}
