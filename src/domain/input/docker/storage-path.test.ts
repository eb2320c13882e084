import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isDeniedHostPath } from '../../host-access';
import { hostPath, mountPath, normalizePath } from './storage-path';

describe('a mount path', () => {
  it.each([
    ['/data', '/data'],
    ['/data/', '/data'],
    ['//var//lib/./app', '/var/lib/app'],
    ['/with blank/ä', '/with blank/ä'],
    ['/processes', '/processes'],
  ])('%j is %j', (given, path) => {
    expect(mountPath.parse(given)).toBe(path);
  });

  it.each([
    '',
    'data',
    './data',
    '/',
    '//',
    '/./',
    '/a/../b',
    '/..',
    '/proc',
    '/proc/1',
    '/sys/fs',
    '/dev',
    '/a\nb',
    '/a\0b',
    `/${'x'.repeat(1024)}`,
  ])('%j is refused', (given) => {
    expect(mountPath.safeParse(given).success).toBe(false);
  });

  it('is the same when it is given once more', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const path = normalizePath(`/${text}`);
        if (path !== null) expect(normalizePath(path)).toBe(path);
      }),
    );
  });
});

describe('a path of a server', () => {
  it.each(['/srv/data', '/home/app', '/mnt/disk', '/etc/localtime', '/usr/share/zoneinfo/UTC', '/var/www'])(
    '%j passes',
    (path) => {
      expect(hostPath.parse(path)).toBe(path);
    },
  );

  it.each([
    '/',
    '/etc',
    '/etc/shadow',
    '/var',
    '/var/lib',
    '/var/lib/docker/volumes',
    '/var/lib/gantry',
    '/var/run/docker.sock',
    '/run/docker.sock',
    '/home/app/docker.sock',
    '/home/app/.ssh/authorized_keys',
    '//var//run/docker.sock',
    '/srv/../etc',
    '/proc/1/root',
    'srv',
  ])('%j is refused', (path) => {
    expect(hostPath.safeParse(path).success).toBe(false);
  });

  it('below a denied folder is denied, too', () => {
    fc.assert(fc.property(fc.stringMatching(/^[a-z]{1,9}$/), (name) => isDeniedHostPath(`/boot/${name}`)));
  });
});
