import { describe, expect, it } from '@jest/globals';
import { given } from '#deciding/given-when-then.js';
import { fold } from '#kernel/decider.js';
import { event } from '#kernel/event.js';
import { UsageTermsAccepted } from '../contracts/library-events.js';
import { ReaderUnknown, UsageTermsReplaced } from './refusals.js';
import { acceptUsageTerms, hasAccepted, usageTermsFold } from './usage-terms.js';

const personRef = 'per_00000000000000000000000001';
const institutionId = 'ins_00000000000000000000000001';
const termsVersion = 'EREF-2019-07';
const facts = { institutionId };
const accepted = event(UsageTermsAccepted, { personRef, institutionId, termsVersion });

describe('the usage terms', () => {
  it('R77 are accepted once by each person', () => {
    given(usageTermsFold).when(acceptUsageTerms, { personRef, termsVersion }, { facts }).then(accepted);
    given(usageTermsFold, accepted).when(acceptUsageTerms, { personRef, termsVersion }, { facts }).then();
    expect(hasAccepted(usageTermsFold.initial)).toBe(false);
    expect(hasAccepted(fold(usageTermsFold, [accepted]))).toBe(true);
  });

  it('R77 earlier terms do not count for those in force', () => {
    const earlier = event(UsageTermsAccepted, { ...accepted.data, termsVersion: 'EREF-2011-01' });
    expect(hasAccepted(fold(usageTermsFold, [earlier]))).toBe(false);
    given(usageTermsFold)
      .when(acceptUsageTerms, { personRef, termsVersion: 'EREF-2011-01' }, { facts })
      .thenRefused(UsageTermsReplaced, { inForce: 'EREF-2019-07' });
  });

  it('are accepted only by somebody who is registered', () => {
    given(usageTermsFold)
      .when(acceptUsageTerms, { personRef, termsVersion }, { facts: { institutionId: undefined } })
      .thenRefused(ReaderUnknown);
  });
});
