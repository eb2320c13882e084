import { paths } from '../paths';
import type { Outputs } from '../trpc';
import { type WorkloadKind, workloadKinds } from '../workload/kinds';

export type Tag = Outputs['tag']['list'][number];

/** A workload that has a tag. */
export interface Tagged {
  kind: WorkloadKind;
  uuid: string;
  name: string;
  project_uuid: string;
}

type Listed = Pick<Tagged, 'uuid' | 'name' | 'project_uuid'>;

interface Rows {
  applications: readonly Listed[];
  databases: readonly Listed[];
  stacks: readonly Listed[];
}

/** Join the rows of all kinds into one list. */
export function taggedOf({ applications, databases, stacks }: Rows): Tagged[] {
  const row = (kind: WorkloadKind, { uuid, name, project_uuid }: Listed): Tagged => {
    return { kind, uuid, name, project_uuid };
  };
  return [
    ...applications.map((each) => row('application', each)),
    ...databases.map((each) => row('database', each)),
    ...stacks.map((each) => row('stack', each)),
  ];
}

interface Started {
  resource_uuid: string;
  deployment_uuid: string;
}

export interface OperationLink {
  uuid: string;
  label: string;
  href: string;
}

/** What became of a request to deploy all workloads of a tag. */
export interface DeployTagOutcome {
  links: readonly OperationLink[];
  /** Those that the server refused, each with its reason. */
  refused: readonly { resource_uuid: string; message: string }[];
}

/** Link each workload to its deployment or, if it has none, to its operations. */
export function operationLinks(
  workloads: readonly Tagged[],
  deployments: readonly Started[],
): OperationLink[] {
  const started = new Map(deployments.map((each) => [each.resource_uuid, each.deployment_uuid]));
  const known = workloads.map(({ kind, uuid, name }) => {
    const { label, operations } = workloadKinds[kind];
    const deployment = started.get(uuid);
    const href = deployment === undefined ? operations.all(uuid) : operations.one(uuid, deployment);
    return { uuid, label: `${label} ${name}`, href };
  });
  // Tagged after the list was loaded: only applications have deployments.
  const listed = new Set(workloads.map(({ uuid }) => uuid));
  const others = deployments
    .filter(({ resource_uuid }) => !listed.has(resource_uuid))
    .map(({ resource_uuid, deployment_uuid }) => ({
      uuid: resource_uuid,
      label: `Application ${resource_uuid}`,
      href: paths.deployment(resource_uuid, deployment_uuid),
    }));
  return [...known, ...others];
}
