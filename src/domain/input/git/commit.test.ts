import { describe, expect, it } from 'vitest';
import { commitSha } from './commit';

const accepts = (value: string) => commitSha.safeParse(value).success;

describe('commitSha (hostile-inputs row 3)', () => {
  it.each(['HEAD', 'abc1234', 'a'.repeat(40), '0'.repeat(64)])('takes %s', (value) =>
    expect(accepts(value)).toBe(true),
  );
  it.each([
    'HEAD; rm -rf /',
    'head',
    'abc123',
    'ABC1234',
    'a'.repeat(65),
    'main',
    'v1.0.0',
    '',
    'abc1234\n',
    'HEAD~1',
  ])('refuses %j', (value) => expect(accepts(value)).toBe(false));
});
