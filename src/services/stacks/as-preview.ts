import type { Preview, PreviewComponent } from '../../db/generated/client';
import type { ComposeProject } from '../../domain/compose/project';
import type { ComposeResources, ComposeService } from '../../domain/compose/service';
import { sizeInBytes } from '../../domain/input/docker/limits';
import { hasOwnNetwork } from '../../domain/workload/network';
import { previewName } from '../../domain/workload/preview-name';
import type { DeploymentSubject } from '../deployments/load';
import { previewAddress } from '../previews/address';
import { ofPreview } from '../workloads/component-routing';
import type { StackOnServer } from './find';

/** What a preview changes in the stack of its application. */
export interface StackPreview {
  pullRequestId: number;
  /** uuid of the application. */
  of: string;
  isFork: boolean;
  /** Template of its addresses. */
  template: string;
  random: string;
  /** Whether it joins no network of the environment, even if the application does. */
  hasOwnNetwork: boolean;
  /** Most that each component may have, whatever its file says; 0: no limit. */
  limits: { memory: number; cpus: number };
}

/** @param application as a preview: with its limits */
export function stackPreview(
  {
    limitsMemory,
    limitsCpus,
    previewNetwork,
    previewUrlTemplate: template,
  }: Pick<
    DeploymentSubject['application'],
    'limitsMemory' | 'limitsCpus' | 'previewNetwork' | 'previewUrlTemplate'
  >,
  { pullRequestId, isFork, random }: Pick<Preview, 'pullRequestId' | 'isFork' | 'random'>,
  of: string,
): StackPreview {
  const limits = { memory: sizeInBytes(limitsMemory), cpus: Number(limitsCpus) };
  const isAlone = hasOwnNetwork(previewNetwork, isFork);
  return { pullRequestId, of, isFork, hasOwnNetwork: isAlone, template, random, limits };
}

/** The additional name of a service in a preview (`deployment.md` D16.5, SERVICE_NAME_X). */
export function serviceNameIn(
  { pullRequestId }: Pick<StackPreview, 'pullRequestId'>,
  service: string,
): string {
  return `${service}-pr-${pullRequestId}`;
}

/**
 * The addresses of a component, each in the form of the template, without duplicates.
 * @param list comma-separated URLs that it has, or would have, in production
 * @returns null when the template gives no host name
 */
export function addressesIn({ template, pullRequestId, random }: StackPreview, list: string): string | null {
  const urls = new Map<string, string>();
  for (const fqdn of list.split(',')) {
    const address = previewAddress({ template, fqdn, pullRequestId, random });
    if (address === 'unusable') return null;
    if (address === null) continue;
    const key = `${address.entry.host}${address.entry.path}`;
    if (!urls.has(key)) urls.set(key, address.url);
  }
  return [...urls.values()].join(',');
}

/**
 * The stack as it is released for a pull request: with its own name, addresses and components. The proxy serves a
 * component as in production.
 */
export function stackAsPreview(
  row: StackOnServer,
  drafts: readonly Pick<PreviewComponent, 'name' | 'kind' | 'fqdn'>[],
  preview: StackPreview,
) {
  return {
    ...row,
    uuid: previewName(row.uuid, preview.pullRequestId),
    connectToDockerNetwork: row.connectToDockerNetwork && !preview.hasOwnNetwork,
    components: drafts.map(({ name, kind, fqdn }) => ({
      name,
      kind,
      imageOverride: null,
      ...ofPreview(
        fqdn,
        row.components.find((each) => each.name === name),
      ),
    })),
  };
}

/** A project with what was removed from it, in words for the log. */
export interface ProjectOfPreview {
  project: ComposeProject;
  notes: string[];
}

/**
 * The file without what it would share with production: ports of the server, and external networks and volumes.
 * Networks and volumes of the preview replace the latter.
 */
export function projectAsPreview(project: ComposeProject, preview: StackPreview): ProjectOfPreview {
  const own = { external: false, name: null };
  const { services, networks, volumes } = project;
  return {
    project: {
      ...project,
      services: services.map((service) => serviceAsPreview(service, preview)),
      networks: networks.map((network) => ({ ...network, ...own })),
      volumes: volumes.map((volume) => ({ ...volume, ...own })),
    },
    notes: [
      ...services.flatMap(({ name, ports }) =>
        ports.map(({ hostPort, containerPort }) =>
          hostPort === null
            ? `${name}: port ${containerPort} is not published, because previews are only reachable at their addresses.`
            : `${name}: server port ${hostPort} is not published, because production and the previews would need the same port.`,
        ),
      ),
      ...networks
        .filter(({ external }) => external)
        .map(
          ({ key }) => `The external network ${key} is not joined: the preview gets its own network instead.`,
        ),
      ...volumes
        .filter(({ external }) => external)
        .map(
          ({ key }) => `The external volume ${key} is not mounted: the preview gets an empty volume instead.`,
        ),
    ],
  };
}

function serviceAsPreview(service: ComposeService, preview: StackPreview): ComposeService {
  const alias = serviceNameIn(preview, service.name);
  return {
    ...service,
    ports: [],
    networks: service.networks.map((use) => ({ ...use, aliases: [...use.aliases, alias] })),
    resources: limited(service.resources, preview.limits),
    // The options of a stranger's file could let the log of a container fill the disk.
    ...(preview.isFork && { logging: null }),
  };
}

/** Limit a service to at most this (deployment contract D8.3). */
function limited(resources: ComposeResources, limits: StackPreview['limits']): ComposeResources {
  const { memory, cpus } = limits;
  return {
    ...resources,
    ...(memory > 0 && withMemory(resources, memory)),
    ...(cpus > 0 && { cpus: atMost(resources.cpus, cpus) }),
  };
}

function withMemory({ memory, memoryReservation, shmSize }: ComposeResources, most: number) {
  return {
    memory: atMost(memory, most),
    memoryReservation: memoryReservation && Math.min(memoryReservation, most),
    // As much swap as memory, which is Docker's default.
    memorySwap: null,
    shmSize: shmSize && Math.min(shmSize, most),
  };
}

function atMost(value: number | null, most: number): number {
  return Math.min(value || most, most);
}
