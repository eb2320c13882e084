import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../domain/secret';
import type { DomainSpec } from '../../../domain/workload/routing';
import { servedDomains } from '../model/routes';
import { domain, routing } from '../model/routing.testing';
import { fileOf } from './component-file.testing';
import { hostOfRule, ruleOf } from './rule';
import { fileText } from './text';

describe('what a user enters', () => {
  const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/);
  const host = fc
    .tuple(fc.boolean(), fc.array(label, { minLength: 1, maxLength: 4 }))
    .map(([isWildcard, labels]) => `${isWildcard ? '*.' : ''}${labels.join('.')}`);
  const path = fc.stringMatching(/^\/[A-Za-z0-9\-._~/]{0,12}$/);
  /** Includes halves of surrogate pairs. */
  const anyText = fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units));

  it('cannot leave the quotes of a rule', () => {
    fc.assert(
      fc.property(fc.oneof(host, fc.string()), fc.oneof(path, fc.string()), (anyHost, anyPath) => {
        const domains = [domain({ host: anyHost, path: anyPath })];
        const rules = isAccepted(domains) ? Object.values(fileOf({ domains }).http.routers) : [];
        for (const { rule } of rules) {
          const matcher = anyHost.startsWith('*') ? 'HostRegexp' : 'Host';
          const shapes = [`${matcher}(?)`, `${matcher}(?) && (Path(?) || PathPrefix(?))`];
          expect(shapes).toContain(rule.replaceAll(/`[!-_a-~]+`/g, '?'));
          expect(hostOfRule(rule)).toBe(anyHost);
        }
      }),
    );
  });

  it('matches the hosts that it names and no other', () => {
    const [, source = ''] = /HostRegexp\(`(.*)`\)/.exec(ruleOf({ host: '*.a.b', path: '' })) ?? [];
    const matches = ['x.a.b', 'x.y.a.b', 'a.b', '.a.b', 'xaab', 'x.a.b.c'].filter((name) =>
      new RegExp(source).test(name),
    );
    expect(matches).toEqual(['x.a.b']);
  });

  it('is never a template, whatever name a visitor signs in with, and comes back as it was', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        const signIn = (username: string) =>
          fileOf({ basicAuth: { username, passwordHash: new Secret('hash') } });
        const username = `{{ env "HOME" }}${name.replaceAll(':', '')}`;
        const text = fileText(signIn(username));
        expect(text).not.toContain('{{');
        expect(text.trimEnd()).not.toMatch(/[\p{Cc}\u2028\u2029\ufeff\ufffe\uffff]/u);
        const { middlewares } = JSON.parse(text).http;
        expect(middlewares['app1-auth'].basicAuth.users).toEqual([
          `${username.replace(/\p{Surrogate}/gu, '\ufffd')}:hash`,
        ]);
      }),
    );
  });
});

/** Whether routes can be made for these domains at all. */
function isAccepted(domains: readonly DomainSpec[]): boolean {
  try {
    servedDomains(routing({ domains }));
    return true;
  } catch (error) {
    expect(String(error)).toContain('not valid');
    return false;
  }
}
