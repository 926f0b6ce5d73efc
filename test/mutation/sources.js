import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { URL, fileURLToPath, pathToFileURL } from 'node:url';
import { transformFileSync } from '@swc/core';

const jestGlobals = new URL('jest-globals.js', import.meta.url).href;
const compiled = new Map();
let generation = 0;

/** The file that an import of ours means, as `moduleNameMapper` of jest.config.js has it; packages are Node's. */
function ourFile(root, specifier, importer) {
  if (/^#(apps|test)\//.test(specifier)) return new URL(specifier.slice(1), root);
  if (specifier.startsWith('#')) return new URL(`libs/${specifier.slice(1)}`, root);
  const fromOurs = importer?.startsWith(root.href) && !importer.includes('/node_modules/');
  return fromOurs && /^\.{1,2}\//.test(specifier) ? new URL(specifier, importer) : undefined;
}

/** Lets this process import the TypeScript of a directory, compiled as the build does it; once, until it is to forget. */
export function importingFrom(directory) {
  const root = pathToFileURL(`${directory}/`);
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === '@jest/globals') return { url: jestGlobals, shortCircuit: true };
      const file = ourFile(root, specifier, context.parentURL);
      if (file === undefined) return next(specifier, context);
      const source = new URL(file.href.replace(/\.js$/, '.ts').replace(/\?.*$/, ''));
      if (!existsSync(source)) return next(specifier, context);
      return { url: `${source.href}?${generation}`, format: 'module', shortCircuit: true };
    },
    load(url, context, next) {
      const [file] = url.split('?');
      if (!file.endsWith('.ts')) return next(url, context);
      const path = fileURLToPath(file);
      if (!compiled.has(path)) compiled.set(path, transformFileSync(path, { cwd: directory }).code);
      return { format: 'module', source: compiled.get(path), shortCircuit: true };
    },
  });
  return {
    import: (path) => import(`${pathToFileURL(path).href}?${generation}`),
    /** From now on every file is loaded anew. */
    forget: () => generation++,
  };
}
