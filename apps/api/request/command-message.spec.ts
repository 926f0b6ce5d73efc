import { describe, expect, it } from '@jest/globals';
import { type FastifyRequest } from 'fastify';
import { ApproveDecision } from '#fulfilment/contracts/case-work.js';
import { describeCommand } from '#messages/command.js';
import { Problem } from '../problems/problem.js';
import { commandMessage } from './command-message.js';

const example = describeCommand(ApproveDecision).example as { readonly caseId: string };

const message = (body: object, proposal: string): object => {
  const request: Partial<FastifyRequest> = {
    body,
    params: { caseId: example.caseId, proposal },
    query: {},
    headers: { 'idempotency-key': 'a-key' },
    caller: { kind: 'user', id: 'ops-1', roles: [], institutions: '*' },
    correlationId: 'c-1',
  };
  return commandMessage(ApproveDecision, request as FastifyRequest);
};

const problemWith = (body: object, proposal: string): string => {
  try {
    message(body, proposal);
  } catch (error) {
    if (error instanceof Problem) return error.type.code;
    throw error;
  }
  return 'accepted';
};

describe('a number in the path of a command', () => {
  it('fills the field as a number, and agrees with that of the body', () => {
    expect(message({}, '1')).toMatchObject({ ...example, proposal: 1 });
    expect(message({ ...example, proposal: 1 }, '1')).toMatchObject({ proposal: 1 });
  });

  it('that is another one than in the body is refused', () => {
    expect(problemWith({ ...example, proposal: 2 }, '1')).toBe('address-mismatch');
  });

  it('that is none, or too small, is refused as the field would be', () => {
    expect(problemWith({}, 'one')).toBe('body-invalid');
    expect(problemWith({}, '0')).toBe('body-invalid');
  });
});
