import type { Application, EnvironmentVariable, Preview, Workload } from '../../db/generated/client';
import { hasOwnNetwork } from '../../domain/workload/network';
import { previewName } from '../../domain/workload/preview-name';
import { deliveredVariables, withoutGenerated } from './delivered-variables';
import { limitsOfPreview } from './preview-limits';

/** What a preview changes in the specification of its application. */
export interface PreviewPlace {
  pullRequestId: number;
  /** uuid of the application. */
  of: string;
  /** Whether it gets no secrets and no credentials. */
  isFork: boolean;
  /** Whether it is on a network of its own, instead of that of the environment. */
  hasOwnNetwork: boolean;
  /** Branch that the pull request would merge; null: unknown. */
  branch: string | null;
  /** Full name of the fork that has the commit; null: the repository has it. */
  sourceRepository: string | null;
}

export function placeOf(
  { uuid, previewNetwork }: Pick<Workload & Application, 'uuid' | 'previewNetwork'>,
  {
    pullRequestId,
    isFork,
    branch,
    sourceRepository,
  }: Pick<Preview, 'pullRequestId' | 'isFork' | 'branch' | 'sourceRepository'>,
): PreviewPlace {
  const isAlone = hasOwnNetwork(previewNetwork, isFork);
  return { pullRequestId, of: uuid, isFork, hasOwnNetwork: isAlone, branch, sourceRepository };
}

type PreviewRow = Pick<
  Preview,
  'pullRequestId' | 'isFork' | 'fqdn' | 'commit' | 'approvedCommit' | 'needsApproval' | 'imageTag'
>;

interface Parts extends Workload, Application {
  variables: EnvironmentVariable[];
  aliases?: { alias: string }[];
  releases?: unknown[];
}

/**
 * The application as it is deployed for a pull request: with its own name, address and variables, without anything that
 * only one container of a server can have, and never in a registry.
 */
export function asPreview<A extends Parts>(application: A, preview: PreviewRow): A {
  const { fqdn, pullRequestId, isFork, imageTag } = preview;
  const isStack = application.buildPack === 'dockercompose';
  return {
    ...application,
    uuid: previewName(application.uuid, pullRequestId),
    fqdn,
    noindexDomains: fqdn,
    redirect: 'both',
    gitCommitSha: commitToDeploy(preview),
    ...(application.buildPack !== 'dockerimage' && { dockerRegistryImageName: null }),
    ...(imageTag !== null && { dockerRegistryImageTag: imageTag }),
    portsMappings: null,
    customInternalName: null,
    customNetworkAliases: null,
    isConsistentContainerNameEnabled: false,
    // They name a container of production; in a compose file, a service.
    ...(!isStack && { preDeploymentCommandContainer: null, postDeploymentCommandContainer: null }),
    variables: deliveredVariables(
      isStack ? withoutGenerated(application.variables) : application.variables,
      isFork,
    ),
    ...(application.aliases && { aliases: [] }),
    // Only production has rollbacks.
    ...(application.releases && { releases: [] }),
    ...limitsOfPreview(application, application, isFork),
    ...(isFork && ofFork),
  };
}

/** The newest commit; of a pull request from a fork, the one that a member approved. */
export function commitToDeploy({ commit, needsApproval, approvedCommit }: Approvable): string {
  return needsApproval ? (approvedCommit ?? '') : commit;
}

/**
 * Whether the newest commit must be approved by a member before it is deployed (deployment contract D8.3). Bitbucket
 * names commits by their first digits, which two commits can share: what is deployed is the approved one, in full.
 */
export function awaitsApproval({ commit, needsApproval, approvedCommit }: Approvable): boolean {
  if (!needsApproval) return false;
  return approvedCommit === null || commit === '' || !approvedCommit.startsWith(commit);
}

type Approvable = Pick<Preview, 'commit' | 'needsApproval' | 'approvedCommit'>;

/**
 * Settings withheld from third-party code: commands that members wrote for production, devices, and submodules, which
 * are fetched with credentials from wherever the code says.
 */
const ofFork = {
  preDeploymentCommand: null,
  postDeploymentCommand: null,
  customDockerRunOptions: null,
  isGpuEnabled: false,
  isGitSubmodulesEnabled: false,
  isGitLfsEnabled: false,
} as const;
