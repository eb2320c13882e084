import { Secret } from '../../domain/secret';
import { type ComponentSpec, MAIN_COMPONENT } from '../../domain/workload/component-spec';
import type { Plan } from '../plan/types';
import { secretsOfComponent } from '../plans/secrets';
import { downtimeOf } from '../release/downtime';
import { inspectImage, preflight, prepareNetwork, pullImage } from '../release/prepare';
import type { Release } from '../release/release';
import { releaseSteps } from '../release/steps';
import { sampleSpec } from './sample-spec';

/** Make a component that keeps its data in one volume, has no domain, and answers a query when healthy. */
export function storeComponent(change: Partial<ComponentSpec> = {}): ComponentSpec {
  const { container } = sampleSpec().component;
  return {
    name: MAIN_COMPONENT,
    key: 'store001',
    image: 'store:1',
    environment: { runtime: [['STORE_PASSWORD', new Secret('first-password')]], injected: [], branch: null },
    container: {
      ...container,
      aliases: ['store001'],
      portsExposes: [5432],
      mounts: [{ kind: 'volume', source: 'store-data-store001', target: '/data' }],
    },
    files: [],
    health: {
      kind: 'exec',
      argv: ['store-query', 'SELECT 1'],
      env: { STORE_PASSWORD: new Secret('first-password') },
      interval: 5,
      timeout: 5,
      retries: 3,
      startPeriod: 10,
      thereafter: null,
    },
    routing: null,
    publicPort: null,
    replace: 'stop-start',
    ...change,
  };
}

export function storeRelease(operationUuid: string, components: readonly ComponentSpec[]): Release[] {
  const { workload, proxy } = sampleSpec({ workload: { kind: 'database', uuid: 'store001', name: 'Store' } });
  const none = { preDeployment: null, postDeployment: null };
  return components.map((component) => ({ operationUuid, workload, component, proxy, ...none }));
}

/** Make a plan with one component or several. */
export function storePlan(releases: readonly Release[]): Plan {
  const [first] = releases;
  if (!first) throw new Error('no component');
  const downtime = downtimeOf(first.component);
  return {
    operationUuid: first.operationUuid,
    noun: 'start',
    downtime,
    steps: [
      preflight(first, []),
      prepareNetwork(first),
      ...releases.flatMap((release) => [
        pullImage(release, release.component.image ?? ''),
        inspectImage(release),
        ...releaseSteps(release, downtimeOf(release.component)),
      ]),
    ],
    cleanup: [],
  };
}

export function secretsOfReleases(releases: readonly Release[]): Secret[] {
  return releases.flatMap(({ component }) => secretsOfComponent(component));
}
