import { describe, expect, it } from 'vitest';
import { publicDomainList } from './public-domain-list';

function issuesOf(text: string): string[] {
  return publicDomainList.safeParse(text).error?.issues.map(({ message }) => message) ?? [];
}

describe('domains that a user can own (hostile-inputs row 36)', () => {
  it.each([
    'https://*.com',
    'http://*.CO.UK',
    'https://*.github.io/path',
    'https://*.рф',
    'https://*.xn--p1ai',
    'https://*.公司.cn',
    'https://*.ck',
    'https://*.kawasaki.jp',
    'https://*.compute.amazonaws.com',
    'https://*.vercel.app:3000',
    'https://*.not-yet-a-registry',
    'https://*.sslip.io',
    'https://app.example.com,https://*.com',
  ])('refuses the wildcard on a public suffix %s', (text) =>
    expect(issuesOf(text)).toEqual([expect.stringContaining('wildcard on a public suffix')]),
  );

  it.each(['https://com', 'https://co.uk', 'http://Kawasaki.jp', 'https://app.example.com, https://com.'])(
    'refuses the registry itself %s',
    (text) => expect(issuesOf(text)).toEqual([expect.stringContaining('public suffix such as com')]),
  );

  it.each([
    'https://*.example.com',
    'https://*.example.co.uk',
    'https://*.somebody.github.io',
    'https://*.10.213.1.11.sslip.io',
    'https://*.lan',
    'https://*.localhost',
    'https://*.kept.example',
    'https://www.ck',
    'https://my-platform.github.io',
    'https://github.io',
    'http://panel',
    'http://app.lan',
    '',
  ])('takes %s', (text) => expect(issuesOf(text)).toEqual([]));
});
