import { describe, expect, it } from 'vitest';
import { AppError } from '../../domain/error';
import type { ContainerRunSpec } from '../../domain/workload/container-run';
import type { HealthCheckSpec } from '../../domain/workload/health-check';
import type { DoubleContainer } from '../testing/double-containers';
import type { DoubleHost } from '../testing/double-host';
import { sampleSpec } from '../testing/sample-spec';
import type { VirtualClock } from '../testing/virtual-clock';
import { gate } from './health-gate.testing';

describe('without any check', () => {
  const none: HealthCheckSpec = { kind: 'none', startPeriod: 5 };
  const { container, routing } = sampleSpec().component;
  const run = (overrides: Partial<ContainerRunSpec>, domains = routing.domains) =>
    sampleSpec({ container: { ...container, ...overrides }, routing: { ...routing, domains } });
  const mapping = { ip: null, hostPort: 80, containerPort: 8080, protocol: 'tcp' } as const;
  const closed = (host: DoubleHost) => {
    host.before = (what) => {
      if (what.startsWith('connect')) throw new AppError('unavailable', 'refused');
    };
  };
  const opensAt =
    (seconds: number) => (host: DoubleHost, _container: DoubleContainer, clock: VirtualClock) => {
      const begun = clock.now().getTime();
      host.before = (what) => {
        const isClosed = clock.now().getTime() - begun < seconds * 1000;
        if (what.startsWith('connect') && isClosed) throw new AppError('unavailable', 'refused');
      };
    };

  it.each([
    ['is routed', run({ portsExposes: [] })],
    ['sets ports_exposes', run({}, [])],
    ['maps a TCP port', run({ portsExposes: [], portsMappings: [mapping] }, [])],
  ])('a component that %s is ready when its port accepts TCP for a second', async (_name, spec) => {
    expect(await gate(() => undefined, none, { spec })).toEqual({ problem: null, seconds: 1 });
    expect((await gate(closed, none, { spec })).problem).toContain('port 8080 accepts no connections');
  });

  it('a program that listens after 25 s is ready a second later', async () => {
    expect(await gate(opensAt(25), none)).toEqual({ problem: null, seconds: 26 });
  });

  it('a port that closes again within the second is not ready', async () => {
    let connects = 0;
    const flapping = (host: DoubleHost) => {
      host.before = (what) => {
        if (what.startsWith('connect') && ++connects % 3 === 0) throw new AppError('unavailable', 'refused');
      };
    };
    expect((await gate(flapping, none)).problem).toContain('accepts no connections');
  });

  it('a port that stays closed fails after the start period and 120 s, with what to set', async () => {
    const { problem, seconds } = await gate(closed, none);
    expect(problem).toMatch(/port 8080 accepts no connections after 125 s: set ports_exposes .* 0\.0\.0\.0/);
    expect(seconds).toBe(125);
  });

  it('every port that a domain leads to must be open', async () => {
    const [domain] = routing.domains;
    if (!domain) throw new Error('no domain');
    const spec = run({}, [domain, { ...domain, host: 'admin.example.com', port: 9000 }]);
    const onlyFirst = (host: DoubleHost) => {
      host.before = (what) => {
        if (what === 'connect 9000') throw new AppError('unavailable', 'refused');
      };
    };
    expect((await gate(onlyFirst, none, { spec })).problem).toContain('8080, 9000 accept no connections');
    expect((await gate(() => undefined, none, { spec })).problem).toBeNull();
  });

  it.each([
    ['has no port at all', run({ portsExposes: [] }, []), { port: 3000, portIsGuess: true }],
    ['has an image that EXPOSEs a port of its sibling', run({ portsExposes: [] }, []), { port: 8080 }],
    [
      'serves UDP only',
      run({ portsExposes: [], portsMappings: [{ ...mapping, protocol: 'udp' }] }, []),
      { port: 3000, portIsGuess: true },
    ],
    [
      'has a domain that leads to no known port',
      run({ portsExposes: [] }),
      { port: 3000, portIsGuess: true },
    ],
  ])('a worker that %s is ready when it has run for 3 s', async (_name, spec, facts) => {
    expect(await gate(closed, none, { spec, facts })).toEqual({ problem: null, seconds: 3 });
  });

  it('a worker that is started again fails at once', async () => {
    const restarts = (_host: DoubleHost, { id }: DoubleContainer, clock: VirtualClock) => {
      void clock.sleep(2_000).then(() => {
        const again = _host.docker.containers.get(id);
        if (again) again.restartCount = 1;
      });
    };
    const { problem, seconds } = await gate(restarts, none, { spec: run({ portsExposes: [] }, []) });
    expect(problem).toContain('ended with status');
    expect(seconds).toBe(2);
  });

  it('a guessed port that the running version serves must be open in the new one, too', async () => {
    const spec = run({ portsExposes: [] });
    const previous = async (host: DoubleHost) => {
      const network = { name: spec.component.container.network, aliases: [] };
      const id = await host.docker.createContainer({
        name: 'old',
        image: 'x',
        labels: {},
        hostConfig: {},
        network,
      });
      await host.docker.startContainer(id);
      const old = host.docker.containers.get(id)?.networks[spec.component.container.network]?.ipAddress;
      host.tcpProbe = async ({ address }) => {
        if (address !== old) throw new AppError('unavailable', 'refused');
      };
      return { previous: [{ id, name: 'old', running: true }], port: 3000, portIsGuess: true };
    };
    expect((await gate(() => undefined, none, { spec, facts: previous })).problem).toContain(
      'port 3000 accepts no connections',
    );
  });

  it('a container that ends fails at once, with its status', async () => {
    const { problem, seconds } = await gate((_host, container) => {
      container.status = 'exited';
      container.exitCode = 137;
    }, none);
    expect(problem).toContain('ended with status 137');
    expect(seconds).toBe(0);
  });

  it.each([
    [['/bin/bash', '-c', '/bin/bash'], 'Set start_command'],
    [['sh'], 'Set start_command'],
    [['/bin/sh', '-c', 'make ready'], 'ended with status 0'],
  ])('a container that started %j and ended says so', async (command, problem) => {
    const ended = (host: DoubleHost, container: DoubleContainer) => {
      host.docker.commandOf = () => command;
      container.status = 'exited';
    };
    expect((await gate(ended, none)).problem).toContain(problem);
  });
});
