import { describe, expect, it } from 'vitest';
import { AppError } from '../../domain/error';
import type { ContainerRunSpec } from '../../domain/workload/container-run';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import type { HealthCheckSpec, HttpHealthCheck } from '../../domain/workload/health-check';
import { type ComponentFacts, componentFacts } from '../plan/facts';
import { gateOf } from '../release/release';
import type { ActionContext } from '../step/context';
import { StepLog } from '../step/step-log';
import type { DoubleContainer } from '../testing/double-docker';
import { DoubleHost } from '../testing/double-host';
import { MemoryArchive } from '../testing/memory-archive';
import { MemoryJournal } from '../testing/memory-journal';
import { sampleSpec } from '../testing/sample-spec';
import { VirtualClock } from '../testing/virtual-clock';
import { awaitHealthy } from './health-gate';

const http: HttpHealthCheck = {
  kind: 'http',
  scheme: 'http',
  host: 'localhost',
  port: null,
  method: 'GET',
  path: '/health',
  returnCode: 200,
  responseText: null,
  interval: 5,
  timeout: 5,
  retries: 3,
  startPeriod: 10,
};

interface Options {
  spec?: DeploymentSpec;
  facts?: ComponentFacts | ((host: DoubleHost) => Promise<ComponentFacts>);
  journal?: MemoryJournal;
}

/** Start a container of the sample component and measure the seconds that the gate takes. */
async function gate(
  prepare: (host: DoubleHost, container: DoubleContainer, clock: VirtualClock) => void,
  check: HealthCheckSpec,
  { spec = sampleSpec(), facts = {}, journal = new MemoryJournal() }: Options = {},
) {
  const host = new DoubleHost();
  const clock = new VirtualClock();
  const containerId = await host.docker.createContainer({
    name: 'new',
    image: 'x',
    labels: {},
    hostConfig: {},
    network: { name: spec.component.container.network, aliases: [] },
  });
  await host.docker.startContainer(containerId);
  const container = host.docker.containers.get(containerId);
  if (!container) throw new Error('no container');
  prepare(host, container, clock);
  const found = typeof facts === 'function' ? await facts(host) : facts;
  const context: ActionContext = {
    host,
    secrets: [],
    clock,
    archive: new MemoryArchive(),
    signal: new AbortController().signal,
    facts: componentFacts(spec.component.name, {
      containerId,
      port: 8080,
      hasHealthcheck: false,
      ...found,
    }),
    log: new StepLog(journal, clock, 'health'),
    jobOffset: () => 0,
  };
  const start = clock.now().getTime();
  const problem = await awaitHealthy(check, gateOf(spec), context).then(
    () => null,
    (error: Error) => error.message,
  );
  return { problem, seconds: Math.round((clock.now().getTime() - start) / 1000) };
}

/** Change something at the n-th probe of the container. */
function atProbe(host: DoubleHost, nth: number, change: () => void) {
  let probes = 0;
  host.before = (what) => {
    if (what.startsWith('probe') && ++probes === nth) change();
  };
}

describe('an HTTP check', () => {
  it('is passed by the first success, even within the start period', async () => {
    expect(await gate(() => undefined, http)).toEqual({ problem: null, seconds: 0 });
  });

  it('does not count failures of the start period', async () => {
    const prepare = (host: DoubleHost) => {
      host.httpStatus = 503;
      atProbe(host, 20, () => {
        host.httpStatus = 200;
      });
    };
    expect((await gate(prepare, http)).problem).toBeNull();
  });

  it('fails after the start period and as many polls as retries, telling the last answer', async () => {
    const { problem, seconds } = await gate((host) => {
      host.httpStatus = 302;
    }, http);
    expect(problem).toContain('answered 302 instead of 200');
    expect(seconds).toBe(http.startPeriod + (http.retries - 1) * http.interval);
  });

  it('compares the text of the answer', async () => {
    const { problem } = await gate(() => undefined, { ...http, responseText: 'pong' });
    expect(problem).toContain('without the expected text');
  });

  it('is asked with curl on the server when its sshd refuses forwarding', async () => {
    const { problem } = await gate((host) => {
      host.before = (what) => {
        if (what.startsWith('probe')) throw new AppError('forbidden', 'no forwarding');
      };
      host.answers.push(['curl', { stdout: 'fine\n200' }]);
    }, http);
    expect(problem).toBeNull();
  });

  it('names both ways out when there is no curl either', async () => {
    const { problem } = await gate((host) => {
      host.before = (what) => {
        if (what.startsWith('probe')) throw new AppError('forbidden', 'no forwarding');
      };
      host.answers.push(['curl', { code: 127 }]);
    }, http);
    expect(problem).toMatch(/AllowTcpForwarding.*curl/);
  });
});

describe('a check that Docker runs', () => {
  const command: HealthCheckSpec = { ...http, kind: 'cmd', argv: ['check', 'me'] };

  it.each([
    ['the configured command', command, false],
    ["the image's HEALTHCHECK", { kind: 'none', startPeriod: 5 } as const, true],
  ])('%s decides', async (_name, check, image) => {
    const health = (state: DoubleContainer['health']) => (_host: DoubleHost, container: DoubleContainer) => {
      container.health = state;
    };
    expect((await gate(health('healthy'), check, { facts: { hasHealthcheck: image } })).problem).toBeNull();
    expect((await gate(health('unhealthy'), check, { facts: { hasHealthcheck: image } })).problem).toContain(
      'is not healthy',
    );
  });
});

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
});

describe('a program that listens on 127.0.0.1 only', () => {
  const hint = /listens on port 8080 of 127\.0\.0\.1 only.*Let it listen on 0\.0\.0\.0/;
  const loopbackOnly = (host: DoubleHost, container: DoubleContainer) => {
    container.health = 'unhealthy';
    host.answers.push(['cat /proc/4001/net/tcp /proc/4001/net/tcp6', { stdout: '0: 0100007F:1F90 0:0 0A' }]);
    host.before = (what) => {
      if (/^(probe|connect)/.test(what)) throw new AppError('unavailable', 'refused');
    };
  };

  it.each<[string, HealthCheckSpec, boolean]>([
    ['no check', { kind: 'none', startPeriod: 5 }, false],
    ["the image's check", { kind: 'none', startPeriod: 5 }, true],
    ['an HTTP check', http, false],
    ['a command', { ...http, kind: 'cmd', argv: ['check'] }, false],
  ])('is told so with %s', async (_name, check, hasHealthcheck) => {
    expect((await gate(loopbackOnly, check, { facts: { hasHealthcheck } })).problem).toMatch(hint);
  });

  it('is told so when a check in its container passes', async () => {
    const journal = new MemoryJournal();
    const passes = (host: DoubleHost, container: DoubleContainer) => {
      loopbackOnly(host, container);
      container.health = 'healthy';
    };
    await gate(passes, { ...http, kind: 'cmd', argv: ['check'] }, { journal });
    expect(journal.text()).toMatch(hint);
  });

  it('is not confused with one that listens on another port', async () => {
    const elsewhere = (host: DoubleHost, container: DoubleContainer) => {
      loopbackOnly(host, container);
      host.answers.unshift([
        'cat /proc/4001',
        { stdout: '0: 00000000:2328 0:0 0A\n1: 0B00007F:1F90 0:0 0A' },
      ]);
    };
    const { problem } = await gate(elsewhere, http);
    expect(problem).toContain('listens on port 9000 instead. Set ports_exposes');
  });
});
