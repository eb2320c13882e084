import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkoutDirectory, checkoutFile, normalizeCheckoutPath } from './checkout-path';

describe('folders of a checkout (hostile-inputs row 8)', () => {
  it.each(['/', '/web', '/apps/my-app', '/a/./b', '/@scope/x+y', '/~x'])('takes %s', (path) =>
    expect(checkoutDirectory.safeParse(path).success).toBe(true),
  );
  it.each([
    '../../etc',
    'web',
    '/../etc',
    '/a/../../b',
    '/a\\b',
    '/%2e%2e/x',
    '/a;id',
    '/$(id)',
    '/a\u0000',
    '/a\nb',
    '',
    `/${'a'.repeat(255)}`,
  ])('refuses %j', (path) => expect(checkoutDirectory.safeParse(path).success).toBe(false));
  it('never leaves the root', () => {
    const part = fc.constantFrom('..', '.', 'a', '', 'b.c', '...');
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const path = normalizeCheckoutPath(`/${parts.join('/')}`);
        if (path !== null) expect(path.split('/')).not.toContain('..');
      }),
    );
  });
});

describe('files of a checkout (row 9)', () => {
  it.each(['/Dockerfile', '/docker/Dockerfile.prod'])('takes %s', (path) =>
    expect(checkoutFile.safeParse(path).success).toBe(true),
  );
  it.each(['/Dockerfile $(id)', '/-f', '/a/-x', '/a b', '/docker/', '../Dockerfile'])('refuses %j', (path) =>
    expect(checkoutFile.safeParse(path).success).toBe(false),
  );
});
