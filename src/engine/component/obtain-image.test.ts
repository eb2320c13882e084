import { expect, test } from 'vitest';
import { pullArgv } from '../../transport/docker/pull';
import { isOfPlatform } from './obtain-image';

test.each([
  ['linux/amd64', 'linux/amd64', true],
  ['linux/amd64', 'linux/x86_64', true],
  ['linux/amd64', 'amd64', true],
  ['linux/arm64', 'linux/arm64/v8', true],
  ['linux/amd64', 'linux/arm64', false],
  [undefined, 'linux/arm64', true],
  ['linux/amd64', undefined, true],
])('an image of %s is one of %s: %s', (platform, wanted, expected) =>
  expect(isOfPlatform({ ...(platform && { platform }) }, wanted)).toBe(expected),
);

test('an image is pulled for the platform that is asked for', () => {
  expect(pullArgv('nginx:1')).toEqual(['docker', 'pull', '--', 'nginx:1']);
  expect(pullArgv('nginx:1', 'linux/arm64')).toEqual([
    'docker',
    'pull',
    '--platform',
    'linux/arm64',
    '--',
    'nginx:1',
  ]);
});
