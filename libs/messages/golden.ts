import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type EventRegistry } from './event-registry.js';

/**
 * Reads one recorded payload of every event version through the registry: an edit that breaks what the log
 * already holds fails here. Files are `{Type}.v{version}.json`.
 */
export function describeGoldenEvents(registry: EventRegistry, directory: string): void {
  describe('events as they were recorded', () => {
    for (const { type, version: newest } of registry.classes) {
      for (let version = 1; version <= newest; version += 1) {
        it(`${type} version ${version} is still readable`, () => {
          const file = join(directory, `${type}.v${version}.json`);
          expect(existsSync(file)).toBe(true);
          const event = registry.read(
            type,
            version,
            JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>,
          );
          expect(() => registry.check(event)).not.toThrow();
        });
      }
    }
  });
}
