import { expect, it } from 'vitest';
import { ProjectDraft } from '../draft';
import { composeMembers } from './compose';

function domainsOf(docker_compose_domains: unknown) {
  const left: string[] = [];
  const at = { draft: new ProjectDraft('shop', null), environment: 'production', key: 'shop' };
  const leave = (reason: string, part: string) => void left.push(`${part}: ${reason}`);
  const application = { build_pack: 'dockercompose', git_repository: 'team/shop', docker_compose_domains };
  const { docker_compose_domains: domains } = composeMembers(application, new Set(), { at, leave });
  return { domains, left };
}

it.each([
  ['text', '{"web":{"domain":"https://a.example"},"worker":{"domain":null}}'],
  ['a map', { web: { domain: 'https://a.example' } }],
  ['a list', [{ name: 'web', domain: 'https://a.example' }]],
])('takes domains of services as %s', (_, sent) => {
  expect(domainsOf(sent)).toEqual({ domains: [{ name: 'web', domain: 'https://a.example' }], left: [] });
});

it.each([null, undefined, '', '[]', '{}'])('takes %j as no domain', (sent) => {
  expect(domainsOf(sent)).toEqual({ domains: undefined, left: [] });
});

it('says that it cannot read them', () => {
  expect(domainsOf('{"web":')).toEqual({
    domains: undefined,
    left: ['/docker_compose_domains: It is not valid JSON, so the domains of the services are unknown.'],
  });
});
