import { describe, expect, it } from 'vitest';
import { AppError, errorMessage, errorOrigin } from './error';

/** Make an error as the drivers do. */
const named = (name: string, message: string, more: object = {}) =>
  Object.assign(new Error(message), { name, ...more });

describe('text of what was thrown', () => {
  it.each([
    [new AppError('conflict', 'It is running.'), 'It is running.'],
    [new TypeError('Cannot read properties of undefined'), 'Cannot read properties of undefined'],
    [
      named('Error', 'connect ECONNREFUSED 127.0.0.1:5432', { code: 'ECONNREFUSED' }),
      'connect ECONNREFUSED 127.0.0.1:5432',
    ],
    [
      named('error', 'password authentication failed for user "gantry"', { code: '28P01' }),
      'password authentication failed for user "gantry"',
    ],
    [
      named('error', 'invalid input syntax for type json: hunter22', { code: '22P02' }),
      'Database error 22P02',
    ],
    [
      named('PrismaClientKnownRequestError', 'create({ data: { value: "hunter22" } })', { code: 'P2002' }),
      'PrismaClientKnownRequestError P2002',
    ],
    [named('SyntaxError', 'Invalid regular expression: /hunter22(/', {}), 'SyntaxError'],
    ['text', 'text'],
  ])('%s', (error, text) => {
    expect(errorMessage(error)).toBe(text);
    expect(errorOrigin(error)).not.toContain('hunter22');
  });

  it('says where an error comes from without repeating its text', () => {
    const [first, frame] = errorOrigin(new Error('one\ntwo hunter22')).split('\n    at ');
    expect([first, frame !== undefined]).toEqual(['one\ntwo hunter22', true]);
    expect(errorOrigin(named('SyntaxError', 'x hunter22'))).toMatch(/^SyntaxError\n\s+at /);
  });
});
