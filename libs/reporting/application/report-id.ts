import { type CommandContext } from '#deciding/context.js';
import { codeIdOf, type KeyedHash } from '#entitlement/contracts/code-id.js';
import { CodeNotNamed } from '#entitlement/contracts/named-code.js';
import { naturalId } from '#kernel/ids.js';
import { Refusal } from '#kernel/refusal.js';
import { type IngestProviderReport } from '../contracts/report-commands.js';

/** What the secrets of a report become before anything looks at them. */
export interface Identified {
  readonly reportId: string;
  readonly codeId: string;
  readonly candidateHash: string | undefined;
}

/**
 * Whose report it is: the provider's key, else what it says. Kind and registration are part of that, beside the
 * fields of E41: a booking and its no-show may agree in all the others.
 * Unlike a person's, a provider's code is never refused as mistyped: what it does not know becomes a case (E43).
 */
export function identify(keyedHash: KeyedHash, command: IngestProviderReport): Identified | Refusal {
  const codeId = codeOf(keyedHash, command);
  if (codeId instanceof Refusal) return codeId;
  const { provider, eventKey, kind, registrationKey, examCode = '', occurredLocal, candidateId } = command;
  const candidateHash =
    candidateId === undefined
      ? undefined
      : Buffer.from(keyedHash('candidate', `${provider} ${candidateId}`)).toString('base64url');
  const content = [kind, registrationKey, codeId, examCode, occurredLocal, candidateHash ?? ''];
  const key = eventKey === undefined ? ['content', ...content] : ['key', eventKey];
  return { reportId: naturalId('rep', provider, ...key), codeId, candidateHash };
}

function codeOf(keyedHash: KeyedHash, { codeId, code }: IngestProviderReport): string | Refusal {
  if (code === undefined) return codeId ?? CodeNotNamed();
  return codeId === undefined ? codeIdOf(keyedHash, code) : CodeNotNamed();
}

export const reportIdFor =
  (keyedHash: KeyedHash) =>
  (command: IngestProviderReport, _: CommandContext): string | Refusal => {
    const identified = identify(keyedHash, command);
    return identified instanceof Refusal ? identified : identified.reportId;
  };
