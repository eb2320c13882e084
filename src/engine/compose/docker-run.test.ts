import { describe, expect, it } from 'vitest';
import { firstService, revealed } from './compose.testing';
import { convertDockerRun } from './docker-run';

function converted(text: string): string {
  const result = convertDockerRun(text);
  if (!result.ok) throw new Error(result.message);
  return result.compose;
}

describe('convertDockerRun', () => {
  it('makes a service of a command with options in every spelling', () => {
    const service = firstService(
      converted(
        `docker run -d --rm -it --name my_app -p 8080:80 -p127.0.0.1:53:53/udp -e A='x $y' --env=B=2 -v data:/data \\
         --mount type=bind,source=./conf,target=/conf,readonly --restart unless-stopped --network back \\
         --health-cmd 'curl -f localhost' --health-interval 10s --ulimit nofile=10:20 --memory 512m nginx:1.27 nginx -g "daemon off;"`,
      ),
    );
    expect(revealed(service)).toMatchObject({
      name: 'my-app',
      image: 'nginx:1.27',
      command: ['nginx', '-g', 'daemon off;'],
      containerName: 'my_app',
      environment: [
        ['A', 'x $y'],
        ['B', '2'],
      ],
      ports: [
        { hostPort: 8080, containerPort: 80, protocol: 'tcp' },
        { ip: '127.0.0.1', hostPort: 53, protocol: 'udp' },
      ],
      mounts: [
        { kind: 'volume', source: 'data', target: '/data' },
        { kind: 'bind', place: 'folder', source: 'conf', target: '/conf', readOnly: true },
      ],
      restart: { policy: 'unless-stopped' },
      healthcheck: { test: { kind: 'shell', command: 'curl -f localhost' }, interval: 10e9 },
      ulimits: [{ name: 'nofile', soft: 10, hard: 20 }],
      resources: { memory: 512 * 1024 ** 2 },
      tty: true,
      stdinOpen: true,
    });
  });

  it('says which network it leaves out', () => {
    const result = convertDockerRun('docker run --net=other alpine');
    expect(result.ok ? result.notes : []).toEqual([
      'The network other is left out, because a stack has its own network.',
    ]);
  });

  it.each([
    ['docker run', 'has no image'],
    ["docker run -e 'A alpine", 'quote'],
    ['docker run --what alpine', '--what'],
    ['docker run -Z alpine', '-Z'],
    ['docker run -p', '-p needs a value'],
    ['docker run --env', '--env needs a value'],
  ])('refuses %s', (text, words) => {
    const result = convertDockerRun(text);
    expect(result.ok ? '' : result.message).toContain(words);
  });
});
