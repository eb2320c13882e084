import { describe, expect, it } from 'vitest';
import type { HealthCheckSpec, HttpHealthCheck } from '../../domain/deployment-spec';
import { AppError } from '../../domain/error';
import type { ActionContext } from '../actions/context';
import { StepLog } from '../step-log';
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

/** A started container of the sample application, and the seconds that the gate takes. */
async function gate(
  prepare: (host: DoubleHost, container: DoubleContainer) => void,
  check: HealthCheckSpec,
  image = false,
) {
  const host = new DoubleHost();
  const clock = new VirtualClock();
  const spec = sampleSpec();
  const containerId = await host.docker.createContainer({
    name: 'new',
    image: 'x',
    labels: {},
    hostConfig: {},
    network: { name: spec.container.network, aliases: [] },
  });
  await host.docker.startContainer(containerId);
  const container = host.docker.containers.get(containerId);
  if (!container) throw new Error('no container');
  prepare(host, container);
  const context: ActionContext = {
    spec,
    host,
    clock,
    archive: new MemoryArchive(),
    signal: new AbortController().signal,
    facts: { containerId, port: 8080, hasHealthcheck: image },
    log: new StepLog(new MemoryJournal(), clock, 'health'),
    jobOffset: () => 0,
  };
  const start = clock.now().getTime();
  const problem = await awaitHealthy(check, context).then(
    () => null,
    (error: Error) => error.message,
  );
  return { problem, seconds: Math.round((clock.now().getTime() - start) / 1000) };
}

/** Changes something the n-th time that the container is probed. */
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
    expect((await gate(health('healthy'), check, image)).problem).toBeNull();
    expect((await gate(health('unhealthy'), check, image)).problem).toContain('is not healthy');
  });
});

describe('without any check', () => {
  const none: HealthCheckSpec = { kind: 'none', startPeriod: 5 };

  it('the container must run for the start period and ten seconds, and accept TCP', async () => {
    expect(await gate(() => undefined, none)).toEqual({ problem: null, seconds: 15 });
  });

  it('a port that does not accept connections fails, naming the setting', async () => {
    const { problem } = await gate((host) => {
      host.before = (what) => {
        if (what === 'connect 8080') throw new AppError('unavailable', 'refused');
      };
    }, none);
    expect(problem).toContain('ports_exposes');
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
