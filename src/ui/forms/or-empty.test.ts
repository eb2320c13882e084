import { expect, it } from 'vitest';
import { webAddress } from '../../domain/input/address/web-address';
import { changedValues, withoutCleared } from './changed-values';
import { orEmpty } from './or-empty';

it('takes an empty text, and says of others what the schema says', () => {
  const schema = orEmpty(webAddress);
  expect(schema.parse('')).toBe('');
  expect(schema.parse('https://example.com/')).toBe('https://example.com');
  expect(schema.safeParse('example').error?.issues.map(({ message }) => message)).toEqual([
    expect.stringContaining('Must be an address'),
  ]);
});

it('leaves out what was cleared', () => {
  const changed = changedValues({ name: '', token: 'x', port: 1 }, { name: true, token: true });
  expect(changed).toEqual({ name: null, token: 'x' });
  expect(withoutCleared(changed)).toEqual({ token: 'x' });
});
