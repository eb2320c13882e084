import { describe, expect, it } from 'vitest';
import { buildPlan } from '../plans/application';
import { machineWithPrevious, workloadsOn } from '../testing/deploy';
import type { DoubleHost } from '../testing/double-host';
import { MemoryArchive } from '../testing/memory-archive';
import { MemoryJournal } from '../testing/memory-journal';
import { type Outage, OutageHost } from '../testing/outage';
import { type SampleSpec, sampleSpec, withComponent } from '../testing/sample-spec';
import { VirtualClock } from '../testing/virtual-clock';
import type { PlanResult } from './plan-run';
import { runPlan } from './run';

const rolling = sampleSpec({ force: true });
const fixedName = withComponent(rolling, {
  container: { ...rolling.component.container, fixedName: 'shop' },
});
const mapping = { ip: null, hostPort: 8080, containerPort: 8080, protocol: 'tcp' } as const;
const unrouted = { ...rolling.component.routing, domains: [] };
const specs: Record<string, SampleSpec> = {
  'a rolling release': rolling,
  'a rolling release without a domain': withComponent(rolling, { routing: unrouted }),
  'a release with a fixed name': fixedName,
  'a release with a host port and no domain': withComponent(rolling, {
    routing: unrouted,
    container: { ...rolling.component.container, portsMappings: [mapping] },
  }),
};
const changes = /create|start|stop|rename|remove|write|Socket/;
const failures = [
  ['network', 30],
  ['reboot', 600],
  ['docker', 1],
  ['docker', 600],
  ['disk', 600],
] as const;

describe.each(Object.entries(specs))('%s', (_name, spec) => {
  describe.each(failures)('with an outage (%s, %i s)', (kind, seconds) => {
    it('ends with the old version serving or the new one, whenever it begins', async () => {
      const calm = await attempt(spec, null);
      expect(calm.result.outcome).toBe('finished');
      // Everything before changes nothing that serves.
      for (let at = calm.requests.indexOf('docker listContainers'); at < calm.requests.length; at++) {
        // For requests that change nothing, it makes no difference whether they were carried out.
        for (const isCarriedOut of changes.test(calm.requests[at] ?? '') ? [false, true] : [false]) {
          const outage = { kind, seconds, at, isCarriedOut };
          const { host, result } = await attempt(spec, outage);
          const version = result.outcome === 'finished' ? 'dep0001' : 'dep0000';
          expect([at, calm.requests[at], result.outcome, servedOn(host, spec)]).toEqual([
            at,
            calm.requests[at],
            result.outcome,
            `${version} ${spec.component.container.fixedName ?? `app0001-${version}`}`,
          ]);
          expect(workloadsOn(host)).toHaveLength(1);
        }
      }
    });
  });
});

async function attempt(
  spec: SampleSpec,
  outage: Outage | null,
): Promise<{ host: DoubleHost; result: PlanResult; requests: string[]; journal: MemoryJournal }> {
  const host = await machineWithPrevious(spec);
  const clock = new VirtualClock();
  const away = new OutageHost(host, clock, outage);
  const journal = new MemoryJournal();
  const result = await runPlan({
    plan: buildPlan(spec),
    secrets: [],
    deadlineMs: spec.deadlines.totalMs,
    host: away.host,
    journal,
    archive: new MemoryArchive(),
    clock,
    signal: new AbortController().signal,
  });
  away.end();
  return { host, result, requests: away.requests, journal };
}

/** Get `version name` of the container that users reach, through the proxy if there is a domain. */
function servedOn(host: DoubleHost, { component }: SampleSpec): string | null {
  const running = [...host.docker.containers.values()].filter(
    ({ spec, status }) => spec.labels['gantry.kind'] === 'application' && status === 'running',
  );
  const [domain] = component.routing.domains;
  const upstream = domain && host.caddy.upstreamFor(domain.host);
  const served = running.find(
    ({ spec }) =>
      upstream === undefined || upstream === `${component.key}-${spec.labels['gantry.slot']}:8080`,
  );
  return served ? `${served.spec.labels['gantry.deployment']} ${served.name}` : null;
}
