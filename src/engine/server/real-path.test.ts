import { describe, expect, it } from 'vitest';
import { DoubleHost } from '../testing/double-host';
import { requireInside } from './real-path';

const paths = [
  { path: '/ws/source', setting: 'base_directory' },
  { path: '/ws/source/Dockerfile', setting: 'dockerfile_location' },
];

describe('the paths that a build reads', () => {
  it('pass when they are inside', async () => {
    await expect(requireInside(new DoubleHost(), '/ws/source', paths)).resolves.toBeUndefined();
  });

  it.each(['/etc/shadow', '/ws/source2/Dockerfile', '/ws'])(
    'are refused when a link leads to %s',
    async (target) => {
      const host = new DoubleHost();
      host.answers.push(['realpath', { stdout: `/ws/source\n/ws/source\n${target}\n` }]);
      await expect(requireInside(host, '/ws/source', paths)).rejects.toThrow(
        '/Dockerfile (dockerfile_location) is a symbolic link',
      );
    },
  );

  it('may be missing when they are optional, and are refused all the same when they lead elsewhere', async () => {
    const all = [
      ...paths.slice(0, 1),
      { path: '/ws/source/project.toml', setting: 'base_directory', isOptional: true },
    ];
    const host = new DoubleHost();
    host.answers.push(['ls -d -- /ws/source /ws/source/project.toml', { code: 2 }]);
    host.answers.push(['ls -d -- /ws/source/project.toml', { code: 2 }]);
    await expect(requireInside(host, '/ws/source', all)).resolves.toBeUndefined();
    host.answers.unshift(['realpath', { stdout: '/ws/source\n/ws/source\n/etc/shadow\n' }]);
    host.answers.unshift(['ls -d -- /ws/source /etc/shadow', {}]);
    await expect(requireInside(host, '/ws/source', all)).rejects.toThrow(
      /^\/project\.toml .* is a symbolic link/,
    );
  });

  it('are named, with the setting to correct, when they are missing', async () => {
    const host = new DoubleHost();
    host.answers.push(['ls -d -- /ws/source /ws/source/Dockerfile', { code: 2 }]);
    host.answers.push(['ls -d -- /ws/source/Dockerfile', { code: 2 }]);
    await expect(requireInside(host, '/ws/source', paths)).rejects.toThrow(
      '/Dockerfile does not exist in the repository. Correct dockerfile_location.',
    );
  });
});
