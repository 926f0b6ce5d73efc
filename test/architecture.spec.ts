import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const libs = join(import.meta.dirname, '..', 'libs');
const isTested = (path: string): boolean =>
  path.endsWith('.ts') && !/\.spec\.ts$|\/testing\/|\/test-/.test(path);

/** Every import of a source file below the folders. */
const imports = (...folders: readonly string[]): readonly (readonly [file: string, imported: string])[] =>
  folders.flatMap((folder) =>
    readdirSync(join(libs, folder), { recursive: true, encoding: 'utf8' })
      .map((path) => join(folder, path))
      .filter(isTested)
      .flatMap((file) =>
        [...readFileSync(join(libs, file), 'utf8').matchAll(/ from '([^']+)'/g)].map(
          ([, name = '']) => [file, name] as const,
        ),
      ),
  );

const contexts = readdirSync(libs, { encoding: 'utf8' }).filter((name) =>
  readdirSync(join(libs, name), { encoding: 'utf8' }).includes('domain'),
);
const projections = /^#(read-models|projecting|database)\//;

describe('the architecture', () => {
  it('I35 whatever decides a command never reads a projection', () => {
    const found = imports('kernel', 'messages', 'deciding', ...contexts);
    expect(found.length).toBeGreaterThan(300);
    expect(found.filter(([, imported]) => projections.test(imported))).toStrictEqual([]);
  });

  it('I35 a projection never decides: read models know contracts, and no domain or application', () => {
    const found = imports('read-models', 'projecting');
    expect(
      found.filter(([, imported]) => /^#(deciding\/runner|[a-z-]+\/(domain|application)\/)/.test(imported)),
    ).toStrictEqual([]);
  });

  it('I29 R62 there is no event that refunds', () => {
    const events = contexts.flatMap((context) =>
      readdirSync(join(libs, context), { recursive: true, encoding: 'utf8' }).filter((path) =>
        /golden\/.*\.json$/.test(path),
      ),
    );
    expect(events.length).toBeGreaterThan(60);
    expect(events.filter((path) => /refund/i.test(path))).toStrictEqual([]);
  });
});
