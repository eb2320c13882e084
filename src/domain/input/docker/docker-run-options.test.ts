import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dockerRunOptions, parseDockerRunOptions } from './docker-run-options';

describe('docker run options (hostile-inputs row 22)', () => {
  it('reads what is on the list', () => {
    expect(
      parseDockerRunOptions(
        '--cap-drop ALL --ulimit nofile=1024:2048 --shm-size=64m --sysctl net.core.somaxconn=1024 --dns 1.1.1.1 ' +
          '--hostname web --init --gpus all --ip 10.0.0.5 --ip6 fd00::5 --tmpfs /run:size=1m --entrypoint "/bin/my app"',
      ),
    ).toEqual({
      ok: true,
      options: {
        capDrop: ['ALL'],
        ulimits: [{ name: 'nofile', soft: 1024, hard: 2048 }],
        shmSize: 64 * 1024 ** 2,
        sysctls: { 'net.core.somaxconn': '1024' },
        dns: ['1.1.1.1'],
        hostname: 'web',
        init: true,
        gpus: 'all',
        ip: '10.0.0.5',
        ip6: 'fd00::5',
        tmpfs: { '/run': 'size=1m' },
        entrypoint: ['/bin/my app'],
      },
    });
  });

  it.each([
    '--privileged -v /:/h',
    '--privileged',
    '-v /:/h',
    '--volume=/:/h',
    '--cap-add SYS_ADMIN',
    '--device /dev/sda',
    '--pid host',
    '--network host',
    '--security-opt seccomp=unconfined',
    '--sysctl kernel.shmmax=1',
    '--dns evil',
    '--tmpfs relative',
    '--tmpfs /a/../..:exec',
    '--ulimit nofile',
    '--hostname -x',
    '--entrypoint --privileged',
    '--init=x --x',
    'id',
    '--gpus "all',
    '--ip 127.1',
    '--constructor x',
    '--__proto__ x',
    '--shm-size lots',
    '--cap-drop',
  ])('refuses %s', (text) => expect(dockerRunOptions.safeParse(text).success).toBe(false));

  it('lets no option through that is not on the list', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z-]{2,20}$/), fc.string({ maxLength: 10 }), (name, value) => {
        const listed = [
          'cap-drop',
          'ulimit',
          'shm-size',
          'sysctl',
          'dns',
          'hostname',
          'entrypoint',
          'init',
          'gpus',
          'ip',
          'ip6',
          'tmpfs',
        ];
        if (!listed.includes(name)) expect(parseDockerRunOptions(`--${name}=${value}`).ok).toBe(false);
      }),
      { numRuns: 1000 },
    );
  });
});
