/** Markup that needs no further escaping. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | readonly Html[] | undefined;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const render = (part: Part): string => {
  if (part instanceof Html) return part.text;
  if (typeof part === 'object') return part.map(({ text }) => text).join('');
  return String(part ?? '').replaceAll(/[&<>"']/g, (character) => entities[character] ?? '');
};

/** Everything put into the template is escaped, unless it is {@link Html} itself. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(texts.map((text, index) => text + render(parts[index])).join(''));

const style = `
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 0 auto; padding: 1rem; }
code, pre { font-family: ui-monospace, monospace; font-size: .9em; }
pre { overflow-x: auto; padding: .75rem; border: 1px solid; border-radius: .25rem; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid; }
summary { cursor: pointer; padding: .25rem 0; }
article { margin: 1.5rem 0; }`;

/** No scripts, no fonts, nothing from elsewhere: the pages work offline, and the policy forbids the rest. */
export const contentSecurityPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

export const page = (title: string, content: Html): string =>
  '<!doctype html>\n' +
  html`<html lang="en">
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>${title} · Entitlement Ledger</title>
      <style>
        ${new Html(style)}
      </style>
    </head>
    <body>
      <nav aria-label="Documentation">
        <a href="/docs">API</a> · <a href="/problems">Problems</a> ·
        <a href="/openapi.json">OpenAPI document</a>
      </nav>
      <main>
        <h1>${title}</h1>
        ${content}
      </main>
    </body>
  </html> `.text;
