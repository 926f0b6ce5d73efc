import { type Violation } from '#messages/validate.js';

/** A kind of problem that the edge itself finds; those of the rules are refusals. */
export interface ProblemType {
  /** Stable, kebab-case; the last part of the problem's `type` URI. */
  readonly code: string;
  readonly status: number;
  readonly title: string;
  /** What the caller can do about it. */
  readonly remedy: string;
}

export interface ProblemDetails {
  /** What it was in this case; never echoes a value that was sent. */
  readonly detail?: string;
  readonly errors?: readonly Violation[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Thrown anywhere in the edge; answered as problem+json (RFC 9457). */
export class Problem extends Error {
  override readonly name = 'Problem';
  constructor(
    readonly type: ProblemType,
    readonly details: ProblemDetails = {},
  ) {
    super(details.detail ?? type.title);
  }
}

const declared = new Map<string, ProblemType>();

/** @throws Error when the code is taken */
export function problemType(type: ProblemType): ProblemType {
  if (declared.has(type.code)) throw new Error(`problem ${type.code} is declared twice`);
  declared.set(type.code, type);
  return type;
}

export const declaredProblems = (): readonly ProblemType[] => [...declared.values()];
