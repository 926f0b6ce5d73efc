import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { controllersFor } from '../controllers/controllers.js';
import { openApiDocument } from '../openapi/document.js';
import { signpostPage, signposts } from './signposts.js';

const templates = join(import.meta.dirname, '../../../libs/notifying/templates');
const id = 'cod_01a22fa26ba67ea78a9b3c2fb0';

/** The paths of all links in mails, with `*` for each id. */
const linked = readdirSync(templates)
  .filter((file) => !file.endsWith('.spec.ts'))
  .flatMap((file) =>
    [...readFileSync(join(templates, file), 'utf8').matchAll(/address\(`([^`]+)`\)/g)].map(
      ([, path = '']) => `/${path.replaceAll(/\$\{\w+\}/g, '*')}`,
    ),
  );

describe('what links in mails lead to', () => {
  it('R65 R66 R67 is a page for each of them', () => {
    expect(linked.length).toBeGreaterThan(8);
    const paths = signposts.map(({ path }) => path.replaceAll(/:\w+/g, '*'));
    expect([...new Set(linked)].sort()).toStrictEqual([...paths].sort());
  });

  it('names only requests that there are', () => {
    const { paths } = openApiDocument(controllersFor('production'), '');
    for (const { requests } of signposts)
      for (const { method, path } of requests)
        expect(paths[path.replace(/\?.*$/, '')]).toHaveProperty(method.toLowerCase());
  });

  it('repeats the ids of the link, and nothing that is none', () => {
    const [code] = signposts;
    if (code === undefined) throw new Error('no signposts');
    expect(signpostPage(code, { codeId: id })).toContain(`GET /v1/codes/${id}<`);
    const strange = signpostPage(code, { codeId: 'ABCDE-FGHIJ-"><script>' });
    expect(strange).toContain('GET /v1/codes/{codeId}<');
    expect(strange).not.toContain('ABCDE');
  });
});
