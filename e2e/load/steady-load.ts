import http from 'node:http';

export interface LoadResult {
  sent: number;
  failed: number;
  /** What went wrong, with how often. */
  failures: Map<string, number>;
  p50: number;
  p99: number;
}

export interface SteadyLoad {
  stop(): Promise<LoadResult>;
}

interface LoadOptions {
  address: string;
  port: number;
  host: string;
  path: string;
  perSecond: number;
  /** An answer that takes longer is a failure. */
  deadlineMs?: number;
  /** Where so many requests are open, those that are due are left out: what a slow machine takes is no failure. */
  mostOpen?: number;
}

/**
 * Send `perSecond` requests a second to one address, whatever the answers take (an open loop: a stall is not hidden
 * by waiting for it), unless `mostOpen` says otherwise. Every request opens its own connection, which is the hardest case
 * for a proxy that changes its configuration: no retry anywhere, and anything but status 200 counts as failed.
 */
export function startLoad(options: LoadOptions): SteadyLoad {
  const { deadlineMs = 10_000, mostOpen = Number.POSITIVE_INFINITY } = options;
  const latencies: number[] = [];
  const failures = new Map<string, number>();
  const open = new Set<Promise<void>>();
  const started = performance.now();
  let passed = 0;
  let sent = 0;

  const fail = (reason: string) => failures.set(reason, (failures.get(reason) ?? 0) + 1);

  const ask = () =>
    new Promise<void>((done) => {
      const begun = performance.now();
      const request = http.get(
        {
          host: options.address,
          port: options.port,
          path: options.path,
          headers: { host: options.host },
          agent: false,
          timeout: deadlineMs,
        },
        (response) => {
          response.resume();
          response.on('end', () => {
            latencies.push(performance.now() - begun);
            if (response.statusCode !== 200) fail(`status ${response.statusCode}`);
            done();
          });
          response.on('error', (error) => {
            fail(`body: ${error.message}`);
            done();
          });
        },
      );
      request.on('timeout', () => request.destroy(new Error(`no answer within ${deadlineMs} ms`)));
      request.on('error', (error) => {
        fail(error.message);
        done();
      });
    });

  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - started) / 1000) * options.perSecond);
    for (; passed < due; passed++) {
      if (open.size >= mostOpen) continue;
      sent++;
      const one = ask().finally(() => open.delete(one));
      open.add(one);
    }
  }, 2);

  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(open);
      const sorted = latencies.sort((a, b) => a - b);
      const at = (share: number) =>
        sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
      const failed = [...failures.values()].reduce((sum, count) => sum + count, 0);
      return { sent, failed, failures, p50: at(0.5), p99: at(0.99) };
    },
  };
}
