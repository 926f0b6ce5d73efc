import { html, page } from './html.js';

interface Signpost {
  /** Where a mail points, as Fastify writes it. */
  readonly path: string;
  readonly title: string;
  /** What may be asked for there: method and path, with the ids of the link in their places. */
  readonly requests: readonly {
    readonly method: 'GET' | 'POST';
    readonly path: string;
    readonly does: string;
  }[];
}

/**
 * What the links in mails lead to where no portal is configured (`LEDGER_PORTAL_URL`): which requests answer them. The
 * pages look nothing up, so they tell nobody whether such a thing exists, and they hold no secret.
 */
export const signposts: readonly Signpost[] = [
  {
    path: '/codes/:codeId',
    title: 'An access code',
    requests: [
      { method: 'GET', path: '/v1/codes/{codeId}', does: 'its state, its assignment and its term' },
      { method: 'POST', path: '/v1/codes/{codeId}/disclose', does: 'shows the code; every look is logged' },
    ],
  },
  {
    path: '/entitlements/:entitlementId/codes',
    title: 'The codes of an entitlement',
    requests: [
      {
        method: 'GET',
        path: '/v1/codes?entitlementId={entitlementId}',
        does: 'lists them, without their values',
      },
      {
        method: 'POST',
        path: '/v1/entitlements/{entitlementId}/disclose',
        does: 'the voucher list; every look is logged',
      },
    ],
  },
  {
    path: '/orders/:orderId',
    title: 'An order',
    requests: [{ method: 'GET', path: '/v1/orders/{orderId}', does: 'its lines, dates and invoice' }],
  },
  {
    path: '/orders/:orderId/site-packs',
    title: 'The site packs of an order',
    requests: [
      { method: 'GET', path: '/v1/orders/{orderId}', does: 'the order' },
      { method: 'GET', path: '/v1/site-packs', does: 'your site packs with what is left of them' },
    ],
  },
  {
    path: '/cases/:caseId',
    title: 'A case that needs a decision',
    requests: [{ method: 'GET', path: '/v1/cases', does: 'the open cases with their evidence' }],
  },
  {
    path: '/institutions/:institutionId/expiring',
    title: 'What expires soon',
    requests: [
      {
        method: 'GET',
        path: '/v1/expiring-and-stranded?institutionId={institutionId}',
        does: 'unused rights, the first to expire first',
      },
    ],
  },
];

/** @param ids of the link; what is no id of this ledger is not repeated */
export const signpostPage = (
  { title, requests }: Signpost,
  ids: Readonly<Record<string, string>>,
): string => {
  const filled = (path: string): string =>
    path.replaceAll(/\{(\w+)\}/g, (name, id: string) => {
      const value = ids[id] ?? '';
      return /^[a-z]{3}_[0-9a-z]{26}$/i.test(value) ? value : name;
    });
  return page(
    title,
    html`<p>
        This ledger is used by programs. Ask it with the token that you were given, or open the portal of your
        organisation.
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">Request</th>
            <th scope="col">Answer</th>
          </tr>
        </thead>
        <tbody>
          ${requests.map(
            ({ method, path, does }) =>
              html`<tr>
                <td><code>${method} ${filled(path)}</code></td>
                <td>${does}</td>
              </tr>`,
          )}
        </tbody>
      </table>
      <p><a href="/docs">Every request, with examples</a></p>`,
  );
};
