/** What a mail says, before it is text or HTML: data, so that both say the same. */
export interface Letter {
  readonly subject: string;
  readonly blocks: readonly Block[];
}

export type Block =
  | { readonly paragraph: string }
  | { readonly table: readonly (readonly [label: string, value: string])[] }
  | { readonly list: readonly string[] }
  | { readonly link: string; readonly label: string };

export const paragraph = (text: string): Block => ({ paragraph: text });
/** A row without a value heads those below it. */
export const table = (...rows: readonly (readonly [label: string, value: string])[]): Block => ({
  table: rows,
});
export const list = (items: readonly string[]): Block => ({ list: items });
export const link = (url: string, label: string): Block => ({ link: url, label });

const textOf = (block: Block): string => {
  if ('paragraph' in block) return block.paragraph;
  if ('table' in block)
    return block.table.map(([label, value]) => (value === '' ? label : `${label}: ${value}`)).join('\n');
  if ('list' in block) return block.list.map((item) => `- ${item}`).join('\n');
  return `${block.label}:\n${block.link}`;
};

export const letterAsText = (blocks: readonly Block[]): string => `${blocks.map(textOf).join('\n\n')}\n`;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** For text and for attributes in double quotes. */
export const escapeHtml = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);

const htmlOf = (block: Block): string => {
  if ('paragraph' in block) return `<p>${escapeHtml(block.paragraph)}</p>`;
  if ('table' in block) {
    const rows = block.table.map(([label, value]) =>
      value === ''
        ? `<tr><th scope="rowgroup" colspan="2" align="left">${escapeHtml(label)}</th></tr>`
        : `<tr><th scope="row" align="left" valign="top">${escapeHtml(label)}</th><td>${escapeHtml(value)}</td></tr>`,
    );
    return `<table cellpadding="4">${rows.join('')}</table>`;
  }
  if ('list' in block) return `<ul>${block.list.map((item) => `<li>${escapeHtml(item)}</li>`).join('')}</ul>`;
  return `<p><a href="${escapeHtml(block.link)}">${escapeHtml(block.label)}</a></p>`;
};

export const letterAsHtml = ({ subject, blocks }: Letter, language: string): string =>
  `<!doctype html>\n<html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>` +
  `<body style="font-family:sans-serif;max-width:40rem">${blocks.map(htmlOf).join('\n')}</body></html>\n`;
