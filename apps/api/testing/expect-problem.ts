import { expect } from '@jest/globals';
import { type Received } from './requests.js';

/** @param pointer the one field that is wrong */
export function expectProblem(answer: Received, status: number, code: string, pointer?: string): void {
  expect(answer.json()).toMatchObject({
    type: `https://ledger.example/problems/${code}`,
    status,
    code,
  });
  if (pointer !== undefined)
    expect(new Set(answer.json().errors?.map((error) => error.pointer))).toStrictEqual(new Set([pointer]));
  expect(answer.status).toBe(status);
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
}
