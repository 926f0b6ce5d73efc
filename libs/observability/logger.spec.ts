import { describe, expect, it } from '@jest/globals';
import { createLogger } from './logger.js';

function logging() {
  const lines: string[] = [];
  const logger = createLogger({
    level: 'debug',
    name: 'spec',
    to: { write: (line) => void lines.push(line) },
  });
  return { logger, lines, first: () => JSON.parse(lines[0] ?? '{}') as Record<string, unknown> };
}

describe('logger', () => {
  it('writes one JSON document a line, with level, time and process', () => {
    const { logger, first } = logging();
    logger.info({ route: '/v1/orders' }, 'answered');
    expect(first()).toMatchObject({
      level: 'info',
      process: 'spec',
      route: '/v1/orders',
      message: 'answered',
    });
    expect(first()['time']).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  });

  it.each(['authorization', 'token', 'code', 'value', 'password', 'email'])('hides %s', (field) => {
    const { logger, lines } = logging();
    logger.info({ command: { [field]: 'swordfish' }, request: { headers: { [field]: 'swordfish' } } });
    expect(lines.join()).not.toContain('swordfish');
  });

  it('writes of an error no more than its kind, message and stack, without credentials', () => {
    const { logger, lines, first } = logging();
    const error = Object.assign(new Error('cannot reach postgres://ledger:swordfish@db/x'), {
      code: 'ECONNREFUSED',
      row: 'swordfish',
    });
    logger.error({ error: new Error('start failed', { cause: error }) });
    expect(lines.join()).not.toContain('swordfish');
    expect(first()['error']).toMatchObject({ message: 'start failed', cause: { errno: 'ECONNREFUSED' } });
  });
});
