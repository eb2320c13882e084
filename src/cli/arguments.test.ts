import { describe, expect, it } from 'vitest';
import { parseTokenCreate } from './arguments';

const complete = ['--user', 'Ada@Example.com', '--name', 'CI', '--abilities', 'read,deploy'];

describe('token create', () => {
  it('takes a user, a name and abilities', () => {
    expect(parseTokenCreate(complete)).toEqual({
      email: 'ada@example.com',
      name: 'CI',
      abilities: ['read', 'deploy'],
      form: 'gantry',
      expiresInDays: null,
    });
  });

  it('takes a spelling and an end', () => {
    const args = [...complete, '--format', 'coolify', '--expires-in-days', '7'];
    expect(parseTokenCreate(args)).toMatchObject({ form: 'coolify', expiresInDays: 7 });
  });

  it('knows the older names of abilities', () => {
    expect(parseTokenCreate(['--user', 'a@b.co', '--name', 'x', '--abilities', '*']).abilities).toEqual([
      'root',
    ]);
  });

  it.each([
    [[], '--user'],
    [['--user', 'a@b.co'], '--name'],
    [['--user', 'a@b.co', '--name', 'x'], '--abilities'],
    [['--user', 'a@b.co', '--name', 'x', '--abilities', 'everything'], '--abilities'],
    [[...complete, '--format', 'jwt'], '--format'],
    [[...complete, '--expires-in-days', '0'], '--expires-in-days'],
    [[...complete, '--expires-in-days', '1.5'], '--expires-in-days'],
    [[...complete, '--what'], '--what'],
  ])('names what is wrong in %j', (args, name) => {
    expect(() => parseTokenCreate(args)).toThrow(name);
  });
});
