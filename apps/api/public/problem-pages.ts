import { STATUS_CODES } from 'node:http';
import { type RefusalKind, declaredRefusals } from '#kernel/refusal.js';
import { statusOfKind } from '../problems/problem-answer.js';
import { declaredProblems } from '../problems/problem.js';
import '../problems/edge-problems.js';
import { html, page } from './html.js';

interface DescribedProblem {
  readonly code: string;
  readonly status: number;
  readonly sentence: string;
  /** What the caller can do about it. */
  readonly remedy: string;
  readonly rules: readonly string[];
}

const repeat = 'Send it as a new command, with a new Idempotency-Key.';

/** What helps against a refusal depends on its kind alone; the answer's own members say what it was about. */
const remedyOfKind: Readonly<Record<RefusalKind, string>> = {
  invalid: `It is refused however things stand: correct what errors points at, or what the sentence names. ${repeat}`,
  'not-found': 'Check the id; what belongs to another institution is answered like what does not exist.',
  forbidden: 'Ask somebody who may do it, or the operator for a token with the role that it needs.',
  conflict: `It is refused as things stand: read the thing, do first what the sentence asks for, or leave it. ${repeat}`,
  precondition: `Somebody else was first: read the thing again, decide anew, and send its new ETag as If-Match. ${repeat}`,
};

/** Everything that the ledger can answer but a success, by code. */
export const describedProblems = (): readonly DescribedProblem[] =>
  [
    ...declaredProblems().map(({ code, status, title, remedy }) => ({
      code,
      status,
      sentence: title,
      remedy,
      rules: [],
    })),
    ...declaredRefusals().map(({ code, kind, rules, sentence }) => ({
      code,
      status: statusOfKind[kind],
      sentence,
      remedy: remedyOfKind[kind],
      rules,
    })),
  ].sort((a, b) => (a.code < b.code ? -1 : 1));

export const problemsPage = (): string =>
  page(
    'Problems',
    html`<p>
        What the ledger answers instead of a success, as <code>application/problem+json</code> (RFC 9457).
        Programs should look at <code>code</code>, which never changes.
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Code</th>
            <th scope="col">Status</th>
            <th scope="col">Meaning</th>
          </tr>
        </thead>
        <tbody>
          ${describedProblems().map(
            ({ code, status, sentence }) =>
              html`<tr>
                <td>
                  <a href="/problems/${code}"><code>${code}</code></a>
                </td>
                <td>${status}</td>
                <td>${sentence}</td>
              </tr>`,
          )}
        </tbody>
      </table>`,
  );

export function problemPage(code: string): string | undefined {
  const found = describedProblems().find((problem) => problem.code === code);
  if (found === undefined) return undefined;
  const { status, sentence, remedy, rules } = found;
  return page(
    sentence,
    html`<dl>
      <dt>Code</dt>
      <dd><code>${code}</code></dd>
      <dt>HTTP status</dt>
      <dd>${status} ${STATUS_CODES[status]}</dd>
      <dt>What to do</dt>
      <dd>${remedy}</dd>
      ${
        rules.length === 0
          ? undefined
          : html`<dt>Rules behind it</dt>
              <dd>${rules.join(', ')}</dd>`
      }
    </dl>`,
  );
}
