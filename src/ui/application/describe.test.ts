import { expect, test } from 'vitest';
import { describeSource, firstUrl, imageReference, urlsOf } from './describe';

const source = {
  build_pack: 'dockerfile',
  git_repository: null,
  git_branch: null,
  docker_registry_image_name: null,
  docker_registry_image_tag: null,
};

test.each([
  [{ ...source }, 'Dockerfile'],
  [
    { ...source, git_repository: 'https://github.com/acme/web.git', git_branch: 'main' },
    'github.com/acme/web · main',
  ],
  [
    { ...source, git_repository: 'git@github.com:acme/web.git', git_branch: 'v1' },
    'github.com:acme/web · v1',
  ],
  [
    {
      ...source,
      build_pack: 'dockerimage',
      docker_registry_image_name: 'nginx',
      docker_registry_image_tag: 'alpine',
    },
    'nginx:alpine',
  ],
])('says where it comes from', (application, expected) => {
  expect(describeSource(application)).toBe(expected);
});

test('a digest is joined with @', () => {
  expect(imageReference('nginx', `sha256:${'a'.repeat(64)}`)).toBe(`nginx@sha256:${'a'.repeat(64)}`);
  expect(imageReference('nginx', `sha256-${'a'.repeat(64)}`)).toBe(`nginx@sha256:${'a'.repeat(64)}`);
  expect(imageReference('nginx', null)).toBe('nginx');
});

test('the public address has neither the container’s port nor a wildcard', () => {
  expect(firstUrl('https://*.acme.test, https://app.acme.test:8080/api')).toBe('https://app.acme.test/api');
  expect(firstUrl(null)).toBeNull();
  expect(urlsOf(' http://a.test ,,http://b.test')).toEqual(['http://a.test', 'http://b.test']);
});
