import { describe, expect, it } from 'vitest';
import { AppError } from '../../domain/error';
import type { HealthCheckSpec } from '../../domain/workload/health-check';
import type { DoubleContainer } from '../testing/double-containers';
import type { DoubleHost } from '../testing/double-host';
import { MemoryJournal } from '../testing/memory-journal';
import { gate, http } from './health-gate.testing';

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
