import { CodeVoided } from '#entitlement/contracts/code-events.js';
import { codeFacts } from '#entitlement/contracts/code-facts.js';
import { CompromiseReported } from '#entitlement/contracts/compromise.js';
import { ReplaceCode } from '#entitlement/contracts/entitlement-commands.js';
import { messageOf } from '#messages/command.js';
import { perform, type Process, processNamed, send } from '#processing/process.js';

export const voidCompromised = 'void-compromised';

/**
 * Voids what is unused of the compromised codes, and replaces each once the provider has confirmed that it is blocked:
 * before that, two exams could be sat for one slot (E53, I30). Uses are cases, from the code's own stream.
 */
export const compromising: Process = processNamed('compromising')
  .when(CompromiseReported, ({ data }) => [perform(voidCompromised, data.compromiseId)])
  .when(CodeVoided, async ({ data: { codeId, cause, providerConfirmed } }, look) => {
    if (cause !== 'COMPROMISED' || !providerConfirmed) return [];
    const { issued } = await look.at(codeFacts, codeId);
    if (issued === undefined) return [];
    return [send(messageOf(ReplaceCode, { entitlementId: issued.entitlementId, codeId }))];
  });
