import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import type { HealthCheckSpec, HttpHealthCheck } from '../../domain/workload/health-check';
import { type ComponentFacts, componentFacts } from '../plan/facts';
import { gateOf } from '../release/release';
import type { ActionContext } from '../step/context';
import { StepLog } from '../step/step-log';
import type { DoubleContainer } from '../testing/double-containers';
import { DoubleHost } from '../testing/double-host';
import { MemoryArchive } from '../testing/memory-archive';
import { MemoryJournal } from '../testing/memory-journal';
import { sampleSpec } from '../testing/sample-spec';
import { VirtualClock } from '../testing/virtual-clock';
import { awaitHealthy } from './health-gate';

/** A check by HTTP, for unit tests only. */
export const http: HttpHealthCheck = {
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
export async function gate(
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
