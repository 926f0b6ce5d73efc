/** What kind of no it is; the edge maps it once to an HTTP status. */
export type RefusalKind = 'invalid' | 'not-found' | 'forbidden' | 'conflict' | 'precondition';

export interface RefusalType {
  /** Stable, kebab-case; the last part of the problem's `type` URI. */
  readonly code: string;
  readonly kind: RefusalKind;
  /** The rules, invariants and edge cases it enforces, such as `R61`, `I19`, `E20`. */
  readonly rules: readonly string[];
  /** One sentence that a customer understands. */
  readonly sentence: string;
}

/** A refused rule, as a value: a decision returns it, nothing throws it inside a domain. */
export class Refusal {
  constructor(
    readonly type: RefusalType,
    /** What it was about in this case, without secrets or personal data. */
    readonly details: Readonly<Record<string, string | number | boolean | readonly string[]>> = {},
    /** JSON pointer to the field of the command that the refusal is about. */
    readonly pointer?: string,
  ) {}

  /** Facts worth recording although the command is refused, such as an audited attempt. */
  events: readonly DomainEventLike[] = [];

  recording(...events: readonly DomainEventLike[]): this {
    this.events = events;
    return this;
  }
}

interface DomainEventLike {
  readonly type: string;
  readonly data: object;
}

type Details = Refusal['details'];
export type RefusalFactory = RefusalType & ((details?: Details, pointer?: string) => Refusal);

const declared = new Map<string, RefusalType>();

/** Declares a refusal once, beside the rules that use it. @throws Error when the code is taken */
export function refusal(type: RefusalType): RefusalFactory {
  if (declared.has(type.code)) throw new Error(`refusal ${type.code} is declared twice`);
  declared.set(type.code, type);
  return Object.assign((details?: Details, pointer?: string) => new Refusal(type, details, pointer), type);
}

/** Every declared refusal, for the documentation pages. */
export const declaredRefusals = (): readonly RefusalType[] => [...declared.values()];

/** The refusal of this code, without details. @throws Error when no such refusal is declared */
export function refusalOf(code: string): Refusal {
  const type = declared.get(code);
  if (type === undefined) throw new Error(`refusal ${code} is not declared`);
  return new Refusal(type);
}
