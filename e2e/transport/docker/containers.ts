import { expect, it } from 'vitest';
import { Secret } from '../../../src/domain/secret';
import { DeadlineExceeded } from '../../../src/transport/ssh/failures';
import { appears, disappears } from '../hosts';
import { type Engine, labels, network, web } from './engine';

/** The life of a container, and the programs that run in it. */
export function testContainers({ machine, host, docker }: Engine): void {
  it('creates, starts, stops and removes a container; each may be repeated', async () => {
    const id = await docker().createContainer(web('life'));
    expect(await docker().createContainer(web('life'))).toBe(id);
    const foreign = web('life', { labels: { ...labels, 'gantry.deployment': 'd2' } });
    await expect(docker().createContainer(foreign)).rejects.toMatchObject({ code: 'conflict' });

    await docker().startContainer('life');
    await docker().startContainer(id);
    const state = await docker().inspectContainer('life');
    expect(state).toMatchObject({
      id,
      name: 'life',
      status: 'running',
      health: 'none',
      exposedPorts: ['8080/tcp'],
    });
    const address = state?.networks[network]?.ipAddress ?? '';
    await expect
      .poll(
        () =>
          host()
            .tcpProbe({ address, port: 8080, timeoutMs: 2000 })
            .then(
              () => 'open',
              () => 'closed',
            ),
        {
          timeout: 10_000,
        },
      )
      .toBe('open');
    const probe = { scheme: 'http', address, port: 8080, method: 'GET', path: '/', timeoutMs: 5000 } as const;
    expect(await host().httpProbe(probe)).toEqual({ status: 200, body: 'version 1\n' });
    await expect(host().tcpProbe({ address, port: 9, timeoutMs: 2000 })).rejects.toMatchObject({
      code: 'unavailable',
    });

    await docker().renameContainer(id, 'life-2');
    await docker().stopContainer('life-2', 1);
    await docker().stopContainer('life-2', 1);
    expect((await docker().inspectContainer(id))?.status).toBe('exited');
    expect(await docker().listContainers(labels, false)).toEqual([]);
    expect(await docker().listContainers(labels, true)).toMatchObject([
      { id, names: ['life-2'], state: 'exited' },
    ]);
    await docker().removeContainer(id, { force: true, volumes: true });
    await docker().removeContainer(id, { force: true, volumes: true });
    await docker().stopContainer(id, 1);
    expect(await docker().inspectContainer(id)).toBeNull();
  });

  it('runs programs in a container: status, input, both streams, deadline', async () => {
    await docker().createContainer(web('exec'));
    await docker().startContainer('exec');
    const run = (argv: string[], options = {}) =>
      docker().exec('exec', argv, { deadlineMs: 20_000, ...options });
    expect(await run(['sh', '-c', 'echo out; echo err >&2; exit 4'])).toMatchObject({
      code: 4,
      stdout: 'out\n',
      stderr: 'err\n',
    });
    const stdin = 'grüße €\n'.repeat(20_000);
    expect(await run(['cat'], { stdin })).toMatchObject({ code: 0, stdout: stdin });
    expect((await run(['sh', '-c', 'echo "$GREETING"'])).stdout).toBe('a\nb $x "y"\n');
    const env = { STORE_PASSWORD: new Secret('c $d="e"') };
    expect((await run(['sh', '-c', 'echo "$STORE_PASSWORD"'], { env })).stdout).toBe('c $d="e"\n');
    expect((await run(['echo', 'hunter22'], { secrets: [new Secret('hunter22')] })).stdout).toBe(
      '<REDACTED>\n',
    );
    expect((await run(['no-such-program'])).code).not.toBe(0);
    await expect(run(['sleep', '7201'], { deadlineMs: 1000 })).rejects.toThrow(DeadlineExceeded);
    await disappears(machine(), 'sleep 7201');
    const stop = new AbortController();
    const cancelled = run(['sleep', '7202'], { signal: stop.signal });
    await appears(machine(), 'sleep 7202');
    stop.abort(new Error('cancelled'));
    await expect(cancelled).rejects.toThrow('cancelled');
    await disappears(machine(), 'sleep 7202');
  });
}
