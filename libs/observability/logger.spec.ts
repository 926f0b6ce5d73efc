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
    const line = {
      command: { [field]: 'swordfish' },
      deep: { a: [{ b: { [field]: 'swordfish' } }] },
    };
    logger.info(line);
    expect(lines.join()).not.toContain('swordfish');
    expect<object>(line.command).toStrictEqual({ [field]: 'swordfish' });
  });

  it('keeps the code of a problem and the name of a model', () => {
    const { logger, first } = logging();
    logger.info({ code: 'role-required', name: 'order-board' });
    expect(first()).toMatchObject({ code: 'role-required', name: 'order-board' });
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
