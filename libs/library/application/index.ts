import { type Binding, decisionsOf } from '#deciding/binding.js';
import { type KeyedHash } from '#entitlement/contracts/code-id.js';
import { codeNamed } from '#entitlement/contracts/named-code.js';
import { personFacts } from '#institutions/contracts/person-facts.js';
import { Refusal } from '#kernel/refusal.js';
import {
  AcceptUsageTerms,
  EndLibraryAccess,
  ReportPolicyViolation,
  ShortenLibraryAccess,
  UnlockLibrary,
} from '../contracts/library-commands.js';
import {
  endLibraryAccess,
  reportPolicyViolation,
  shortenLibraryAccess,
  unlockLibrary,
} from '../domain/library-access.js';
import { acceptUsageTerms } from '../domain/usage-terms.js';
import { libraryAccesses, usageTerms } from './aggregates.js';
import { unlockingFacts } from './unlocking-facts.js';

const codeId = (command: { readonly codeId: string }): string => command.codeId;

const terms = decisionsOf(usageTerms).on({
  command: AcceptUsageTerms,
  id: ({ personRef }) => personRef,
  facts: async ({ personRef }, look) => {
    const { registered } = await look.at(personFacts, personRef);
    return { institutionId: registered?.institutionId };
  },
  decide: acceptUsageTerms,
});

/** Every decision of this context. There is none that prints, copies, exports or shares (R77). */
export function libraryDecisions({ keyedHash }: { readonly keyedHash: KeyedHash }): readonly Binding[] {
  const named = codeNamed(keyedHash);
  const access = decisionsOf(libraryAccesses)
    .on({
      command: UnlockLibrary,
      id: named,
      facts: (command, look, _, state) => {
        const id = named(command);
        return id instanceof Refusal ? id : unlockingFacts(command, id, state, look);
      },
      decide: unlockLibrary,
    })
    .on({ command: ShortenLibraryAccess, id: codeId, decide: shortenLibraryAccess })
    .on({ command: EndLibraryAccess, id: codeId, decide: endLibraryAccess })
    .on({ command: ReportPolicyViolation, id: codeId, decide: reportPolicyViolation });
  return [...terms.bindings, ...access.bindings];
}
