import { type OpenApiDocument } from '../openapi/document.js';
import { type Html, html, page } from './html.js';

interface Operation {
  readonly tags: readonly string[];
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: { readonly content: { readonly 'application/json': Body } };
}

interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description: string;
}

interface Body {
  readonly schema: {
    readonly properties: Readonly<Record<string, Field>>;
    readonly required: readonly string[];
  };
  readonly example: object;
}

interface Field {
  readonly type?: string;
  readonly format?: string;
  readonly description?: string;
}

/**
 * The API's reference as one plain page, rendered from the OpenAPI document. Every packaged viewer that was looked at
 * brings telemetry, native builds or hundreds of packages; none is readable without scripts.
 */
export function docsPage({ paths }: OpenApiDocument): string {
  const operations = Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, ...(operation as Operation) })),
  );
  const tags = [...new Set(operations.flatMap((operation) => operation.tags))];
  return page(
    'API',
    html`<p>
        Send a bearer token with every request and an <code>Idempotency-Key</code> with every
        <code>POST</code>; send <code>If-Match</code> with the <code>ETag</code> of an answer to decide only
        on what you have seen; <code>?dryRun=true</code> decides and records nothing;
        <code>?after=</code> with the <code>position</code> of a receipt makes a query wait for it. Times are
        RFC 3339, money is a decimal text.
      </p>
      <nav aria-label="Sections">
        <ul>
          ${tags.map((tag) => html`<li><a href="#${anchor(tag)}">${tag}</a></li>`)}
        </ul>
      </nav>
      ${tags.map(
        (tag) =>
          html`<section id="${anchor(tag)}">
            <h2>${tag}</h2>
            ${operations.filter((operation) => operation.tags.includes(tag)).map(operationArticle)}
          </section>`,
      )}`,
  );
}

const anchor = (tag: string): string => tag.replaceAll(' ', '-');

const operationArticle = (
  operation: Operation & { readonly path: string; readonly method: string },
): Html => {
  const { path, method, summary, description, operationId } = operation;
  const body = operation.requestBody?.content['application/json'];
  return html`<article id="${operationId}">
    <h3>${summary}</h3>
    <p><code>${method.toUpperCase()} ${path}</code></p>
    <p>${description}</p>
    <details>
      <summary>Parameters${body === undefined ? '' : ' and body'}</summary>
      ${fieldTable(operation, body)}
      ${body === undefined ? undefined : html`<pre>${JSON.stringify(body.example, null, 2)}</pre>`}
    </details>
  </article>`;
};

const fieldTable = ({ parameters }: Operation, body: Body | undefined): Html => {
  const own = parameters.filter(({ $ref }) => $ref === undefined);
  const fields = Object.entries(body?.schema.properties ?? {});
  if (own.length + fields.length === 0) return html`<p>None.</p>`;
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Name</th>
        <th scope="col">In</th>
        <th scope="col">What</th>
      </tr>
    </thead>
    <tbody>
      ${own.map((each) => row(each.name, each.in, each.description, each.required === true))}${fields.map(
        ([name, { description = '', type = '', format }]) =>
          row(name, `body, ${format ?? type}`, description, body?.schema.required.includes(name) === true),
      )}
    </tbody>
  </table>`;
};

const row = (name: string, place: string, what: string, required: boolean): Html =>
  html`<tr>
    <td><code>${name}</code></td>
    <td>${place}</td>
    <td>${what}${required ? '' : ' (optional)'}</td>
  </tr>`;
