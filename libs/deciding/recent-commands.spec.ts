import { describe, expect, it } from '@jest/globals';
import { RecentCommands } from './recent-commands.js';

describe('E19 the commands that a process remembers', () => {
  it('are at least as many as said, the newest ones, and at most twice as many', () => {
    const recent = new RecentCommands(3);
    for (let n = 1; n <= 10; n += 1) {
      recent.add(`c${n}`, 'a');
      for (let back = 0; back < Math.min(n, 3); back += 1) {
        expect(recent.conflicts(`c${n - back}`, 'b')).toBe(true);
        expect(recent.conflicts(`c${n - back}`, 'a')).toBe(false);
      }
      expect(recent.conflicts(`c${n - 6}`, 'b')).toBe(false);
    }
  });
});
