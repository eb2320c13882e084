import { isProxyProgram } from '../../domain/proxy';
import type { StackComponent, StackSpec } from '../../domain/workload/stack-spec';
import { buildDisk } from '../build/disk';
import { containerName } from '../component/names';
import { isRouted } from '../component/served-domains';
import type { Action } from '../plan/action';
import { componentFacts } from '../plan/facts';
import { proxyRef } from '../plan/proxy-ref';
import { componentFact } from '../plan/text';
import type { Downtime, Plan, Step } from '../plan/types';
import { downtimeOf } from '../release/downtime';
import { obtainImage, pullDeadlineMs } from '../release/prepare';
import { type Release, shortStep, targetOf } from '../release/release';
import { named, retireSteps, stopSteps, takeOverSteps } from '../release/steps';
import { removeWorkspace } from './builds';
import { sourceSteps, subjectsOf } from './stack-builds';
import { stepsAfter, stepsBefore } from './stack-commands';

const shortMs = 60_000;

/**
 * Plan a release of a stack as its file describes it (`deployment.md` D16.7). Everything can be undone until the last
 * component serves: replaced containers are removed at the end, and components that the file no longer has last of
 * all.
 */
export function stackPlan(spec: StackSpec): Plan {
  const parts = spec.components.map((component) => partOf(spec, component));
  const releases = parts.map(({ release }) => release);
  const builds = subjectsOf(spec);
  const takeOver = [
    ...stepsBefore(spec, releases),
    ...parts.flatMap(({ release, downtime, compare }) => [
      ...compare,
      ...unlessCurrent(release, takeOverSteps(release, downtime)),
    ]),
  ];
  const [first] = takeOver;
  return {
    operationUuid: spec.operationUuid,
    noun: spec.workload.kind === 'stack' ? 'release' : 'deployment',
    downtime: downtimeOfAll(parts),
    steps: [
      checkServer(spec, parts, builds.length > 0 ? [buildDisk] : []),
      ...sourceSteps(spec, builds),
      ...parts.flatMap(imageSteps),
      prepareNetworks(spec, parts),
      ...prepareVolumes(spec),
      ...takeOver,
      ...parts.flatMap(({ release, downtime }) => unlessCurrent(release, stopSteps(release, downtime))),
      ...parts.flatMap(({ release }) => unlessCurrent(release, retireSteps(release))),
      ...parts.flatMap(({ release }) => unlessCurrent(release, takeName(release))),
      ...stepsAfter(spec, releases),
      ...(spec.isWhole ? [removeOrphans(spec)] : []),
    ],
    ...(first && { releaseStep: first.id }),
    cleanup: spec.source || builds.length > 0 ? removeWorkspace(spec, builds) : [],
  };
}

/** A component and its release. */
interface Part {
  component: StackComponent;
  release: Release;
  downtime: Downtime;
  /** Steps that decide whether it must be replaced; none: it always is. */
  compare: Step[];
}

function partOf(spec: StackSpec, component: StackComponent): Part {
  const { operationUuid, workload, proxy } = spec;
  const none = { preDeployment: null, postDeployment: null };
  const release: Release = { operationUuid, workload, component: component.spec, proxy, ...none };
  return {
    component,
    release,
    downtime: downtimeOf(component.spec),
    compare: compareSteps(component, release),
  };
}

function compareSteps({ force, sharesWith }: StackComponent, release: Release): Step[] {
  const { configHash, ends } = release.component;
  if (force || configHash === undefined) return [];
  const step = shortStep('compare', 'Compare with the running version', [
    {
      kind: 'compare-component',
      target: targetOf(release),
      configHash,
      ends: ends !== undefined,
      sharesWith,
    },
  ]);
  return [named(step, release.component)];
}

function unlessCurrent({ component: { name } }: Release, steps: readonly Step[]): Step[] {
  return steps.map((step) => ({
    ...step,
    unless: { component: name, facts: [...(step.unless?.facts ?? []), 'isCurrent'] },
  }));
}

function downtimeOfAll(parts: readonly Part[]): Downtime {
  const reasons = parts.flatMap(({ release, downtime }) =>
    downtime.reasons.map((reason) => `${release.component.name}: ${reason}`),
  );
  return { class: reasons.length > 0 ? 'stop-start' : 'none', reasons };
}

function checkServer(
  { workload, notes = [] }: StackSpec,
  parts: readonly Part[],
  further: readonly Action[],
): Step {
  const mappings = parts
    .flatMap(({ release }) => release.component.container.portsMappings)
    .filter(({ hostPort }) => hostPort > 0);
  const called = parts.map(({ release }): Action => {
    const { name } = release.component;
    return { kind: 'set-fact', facts: componentFacts(name, { containerName: containerName(release) }) };
  });
  return shortStep('preflight', 'Check the server', [
    ...called,
    ...notes.map((text): Action => ({ kind: 'log', text })),
    { kind: 'check-docker' },
    ...(mappings.length > 0 ? [{ kind: 'check-host-ports', workload, mappings } as const] : []),
    ...further,
  ]);
}

/** Make the image steps of a component. All run before anything changes: a failed pull has no effect. */
function imageSteps({ component, release }: Part): Step[] {
  const { spec, build, pull, exposes } = component;
  const { name, image, container } = spec;
  const platform = container.settings?.platform;
  const present: Action =
    pull === 'never'
      ? { kind: 'require-image', component: name, reference: image, digest: null }
      : {
          kind: 'pull-image',
          component: name,
          reference: image,
          ...(platform !== undefined && { platform }),
          unlessPresent: pull === 'missing',
        };
  const inspect: Action = {
    kind: 'inspect-image',
    component: name,
    reference: componentFact(name, 'image'),
    portsExposes: [...container.portsExposes, ...exposes],
  };
  const actions = build ? [inspect] : [present, inspect];
  return [named(obtainImage('Prepare the image', actions), release.component)];
}

function prepareNetworks({ workload, networks, proxy }: StackSpec, parts: readonly Part[]): Step {
  const { instanceId } = workload;
  const make = networks.map((network): Action => ({ kind: 'ensure-network', instanceId, network }));
  const served = new Set(
    parts.flatMap(({ release: { component } }) =>
      isRouted(component, proxy) ? [component.container.network] : [],
    ),
  );
  const ref = { ...proxyRef(instanceId, proxy), image: proxy.image };
  const join = networks
    .filter(({ name }) => served.has(name))
    .map((network): Action => ({ kind: 'ensure-proxy', proxy: ref, network }));
  if (join.length === 0) return shortStep('network', 'Prepare the networks', make);
  const step = shortStep('network', 'Prepare the networks and the proxy', [...make, ...join]);
  return { ...step, deadlineMs: pullDeadlineMs };
}

/**
 * Create volumes before the containers that mount them: a volume gets its labels and options only when it is created.
 */
function prepareVolumes({ workload, volumes = [] }: StackSpec): Step[] {
  if (volumes.length === 0) return [];
  const make = volumes.map((volume): Action => ({ kind: 'ensure-volume', workload, ...volume }));
  return [shortStep('volumes', 'Prepare the volumes', make)];
}

/** Make the step that gives a container its usual name, which the old one had while both ran. */
function takeName({ workload, component }: Release): Step[] {
  const { name, container } = component;
  if (container.fixedName !== null) return [];
  const step = shortStep('name', 'Give the container its name', [
    { kind: 'take-name', component: name, name: `${name}-${workload.uuid}` },
  ]);
  return [named({ ...step, irrevocable: true, onFail: 'warn' }, component)];
}

function removeOrphans({ workload, components, proxy }: StackSpec): Step {
  const seconds = components.map(({ spec }) => spec.container.stopGraceSeconds);
  const graceSeconds = Math.max(10, ...seconds);
  const { instanceId } = workload;
  return {
    ...shortStep('orphans', 'Remove components that are no longer in the file', [
      {
        kind: 'remove-orphans',
        workload,
        components: components.map(({ spec }) => spec.name),
        proxy: isProxyProgram(proxy.kind) ? proxyRef(instanceId, proxy) : null,
        graceSeconds,
      },
    ]),
    deadlineMs: 10 * shortMs,
    irrevocable: true,
    onFail: 'warn',
  };
}
