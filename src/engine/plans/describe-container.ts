import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { DeploymentSpec, PortMapping } from '../../domain/deployment-spec';
import { type PortRange, portRanges, spanText } from '../../domain/port-ranges';
import { buildFingerprint } from '../build/fingerprint';
import { builtImage } from '../build/image-reference';
import { applicationContainer, hostPortsLabel } from '../component/container';
import { domainsLabel, portLabel, slotLabel } from '../component/slot';
import { resolveText } from '../plan/text';
import type { Facts } from '../plan/types';

/**
 * What two versions of an application are compared by. Kept with every release: of values that may be secret there is
 * a keyed hash, which says whether they are the same and nothing else.
 */
export const containerDescription = z.object({
  image: z.string(),
  /** Which build configuration made the image; null when it was pulled. */
  build: z.string().nullable(),
  commit: z.string().nullable(),
  /** First exposed port; null while it is not known. */
  port: z.number().nullable(),
  /** `80/tcp`, or `127.0.0.1:8080:80/tcp` for one that the server listens on. */
  ports: z.array(z.string()),
  /** Key → hash of its value. */
  environment: z.record(z.string(), z.string()),
  labels: z.record(z.string(), z.string()),
});

export type ContainerDescription = z.infer<typeof containerDescription>;

/** Different for each deployment of the same thing. */
const passingLabels = ['gantry.deployment', 'gantry.release', 'coolify.name', slotLabel];
/** Those, and what says once more which ports and domains there are. */
const leftOutLabels = new Set([...passingLabels, hostPortsLabel, portLabel, domainsLabel]);
const passingVariables = new Set(['COOLIFY_CONTAINER_NAME', 'GANTRY_CONTAINER_NAME']);

/** @param facts image, digest, and those of commit and port that are known */
function describeContainer(spec: DeploymentSpec, facts: Facts): ContainerDescription {
  const container = applicationContainer(spec, facts);
  const key = spec.image.fingerprintKey.reveal();
  const hashOf = (...parts: string[]) =>
    createHmac('sha256', key).update(JSON.stringify(parts)).digest('hex');
  const isBuilt = spec.source.kind === 'git' || spec.source.kind === 'dockerfile';
  const userKeys = new Set(spec.environment.runtime.map(([name]) => name));
  const variables = (container.env ?? [])
    .map((entry): [string, string] => splitEntry(entry))
    .filter(([name]) => userKeys.has(name) || !passingVariables.has(name));
  const labels = Object.entries(container.labels).filter(([name]) => !leftOutLabels.has(name));
  return {
    image: container.image,
    build: isBuilt ? buildFingerprint(spec) : null,
    commit: facts.commit ?? null,
    port: facts.port ?? null,
    ports: portsOf(spec, facts.port),
    environment: Object.fromEntries(variables.map(([name, value]) => [name, hashOf(name, value)])),
    labels: Object.fromEntries(labels.map(([name, value]) => [name, hashOf(name, value)])),
  };
}

/**
 * The container of a deployment that has finished, as its release keeps it.
 * @param previous what the release before it kept
 */
export function describeReleased(
  spec: DeploymentSpec,
  facts: Facts,
  previous: unknown,
): ContainerDescription {
  const description = describeContainer(spec, facts);
  if (spec.source.kind !== 'release') return description;
  // Nothing was built now: the image is the one that the release before was made with.
  return { ...description, build: containerDescription.safeParse(previous).data?.build ?? null };
}

/**
 * The container of a deployment that is only planned. What an image exposes is not known before it is there: it counts
 * as what the running one exposes.
 * @param spec with its commit resolved
 */
export function describePlanned(
  spec: DeploymentSpec,
  running: ContainerDescription | null,
): ContainerDescription {
  const { source } = spec;
  const commit = source.kind === 'git' ? source.commit : undefined;
  const port = spec.container.portsExposes[0] ?? running?.port ?? undefined;
  const facts: Facts = {
    digest: '',
    ...(commit !== undefined && { commit }),
    ...(port !== undefined && { port }),
  };
  return describeContainer(spec, { ...facts, image: imageOf(spec, facts) });
}

function imageOf(spec: DeploymentSpec, facts: Facts): string {
  const { source } = spec;
  return source.kind === 'image' || source.kind === 'release'
    ? source.reference
    : resolveText(builtImage(spec), facts);
}

function portsOf({ container }: DeploymentSpec, port: number | undefined): string[] {
  const exposed =
    container.portsExposes.length > 0 ? container.portsExposes : port === undefined ? [] : [port];
  const reached = new Set(container.portsMappings.map(insideOf));
  return [
    ...exposed.map((each) => `${each}/tcp`).filter((each) => !reached.has(each)),
    ...portRanges(container.portsMappings).map(publishedText),
  ];
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
