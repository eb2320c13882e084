import { createHmac } from 'node:crypto';
import { coolifyLabel, dockerLabel } from '../../domain/docker-label';
import { type PortRange, portRanges, spanText } from '../../domain/port-ranges';
import type { ComponentSpec } from '../../domain/workload/component-spec';
import type { PortMapping } from '../../domain/workload/container-run';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import { buildFingerprint } from '../build/fingerprint';
import { builtImage } from '../build/image-reference';
import { componentContainer } from '../component/container';
import { type ContainerDescription, containerDescription } from '../plan/description';
import { type ComponentFacts, componentFacts, type Facts, factsOf, mergeFacts } from '../plan/facts';
import { resolveText } from '../plan/text';

/** Labels that differ for each deployment of the same thing. */
const passingLabels = [dockerLabel.deployment, dockerLabel.release, coolifyLabel.name, dockerLabel.slot];
/** Labels that are not compared: those above, and labels that repeat ports and domains. */
const leftOutLabels = new Set<string>([
  ...passingLabels,
  dockerLabel.hostPorts,
  dockerLabel.port,
  dockerLabel.domains,
]);
const passingVariables = new Set(['COOLIFY_CONTAINER_NAME', 'GANTRY_CONTAINER_NAME']);

/** @param facts image and digest, and commit and port if known */
function describeContainer(spec: DeploymentSpec, facts: Facts): ContainerDescription {
  const container = componentContainer(spec, facts);
  const key = spec.image.fingerprintKey.reveal();
  const hashOf = (...parts: string[]) =>
    createHmac('sha256', key).update(JSON.stringify(parts)).digest('hex');
  const { port } = factsOf(facts, spec.component.name);
  const isBuilt = spec.source.kind === 'git' || spec.source.kind === 'dockerfile';
  const userKeys = new Set(spec.component.environment.runtime.map(([name]) => name));
  const variables = (container.env ?? [])
    .map((entry): [string, string] => splitEntry(entry))
    .filter(([name]) => userKeys.has(name) || !passingVariables.has(name));
  const labels = Object.entries(container.labels).filter(([name]) => !leftOutLabels.has(name));
  return {
    image: container.image,
    build: isBuilt ? buildFingerprint(spec) : null,
    commit: facts.commit ?? null,
    port: port ?? null,
    ports: portsOf(spec.component, port),
    environment: Object.fromEntries(variables.map(([name, value]) => [name, hashOf(name, value)])),
    labels: Object.fromEntries(labels.map(([name, value]) => [name, hashOf(name, value)])),
  };
}

/**
 * Describe the container of a finished deployment, for its release.
 * @param previous description of the release before it
 */
export function describeReleased(
  spec: DeploymentSpec,
  facts: Facts,
  previous: unknown,
): ContainerDescription {
  const description = describeContainer(spec, facts);
  if (spec.source.kind !== 'release') return description;
  // Nothing was built now: the image comes from the build of the previous release.
  return { ...description, build: containerDescription.safeParse(previous).data?.build ?? null };
}

/**
 * Describe the container of a planned deployment. The ports that an image exposes are unknown before it exists: those
 * of the running container are assumed.
 * @param spec with its commit resolved
 */
export function describePlanned(
  spec: DeploymentSpec,
  running: ContainerDescription | null,
): ContainerDescription {
  const { source } = spec;
  const commit = source.kind === 'git' ? source.commit : undefined;
  const port = spec.component.container.portsExposes[0] ?? running?.port ?? undefined;
  const shared: Facts = commit === undefined ? {} : { commit };
  const own: ComponentFacts = {
    digest: '',
    image: imageOf(spec, shared),
    ...(port !== undefined && { port }),
  };
  return describeContainer(spec, mergeFacts(shared, componentFacts(spec.component.name, own)));
}

function imageOf(spec: DeploymentSpec, facts: Facts): string {
  const { source } = spec;
  return source.kind === 'image' || source.kind === 'release'
    ? source.reference
    : resolveText(builtImage(spec), facts);
}

function portsOf({ container }: ComponentSpec, port: number | undefined): string[] {
  const exposed =
    container.portsExposes.length > 0 ? container.portsExposes : port === undefined ? [] : [port];
  const reached = new Set(container.portsMappings.map(insideOf));
  return [
    ...exposed.map((each) => `${each}/tcp`).filter((each) => !reached.has(each)),
    ...publishedPorts(container.portsMappings),
  ];
}

/** Ports that are published on the server, as `127.0.0.1:8080:80/tcp`. */
export function publishedPorts(mappings: readonly PortMapping[]): string[] {
  return portRanges(mappings).map(publishedText);
}

function publishedText({ first, last }: PortRange): string {
  const address = first.ip === null ? '' : `${first.ip}:`;
  const inside = spanText(first.containerPort, last.containerPort);
  return `${address}${spanText(first.hostPort, last.hostPort)}:${inside}/${first.protocol}`;
}

function insideOf({ containerPort, protocol }: PortMapping): string {
  return `${containerPort}/${protocol}`;
}

function splitEntry(entry: string): [string, string] {
  const at = entry.indexOf('=');
  return [entry.slice(0, at), entry.slice(at + 1)];
}
