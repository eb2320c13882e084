import { AppError } from '../../domain/error';
import { joinImageReference } from '../../domain/input/docker/image-reference';
import { forkAt } from '../../domain/input/git/fork';
import { gitBranch } from '../../domain/input/git/git-branch';
import type { GitRepository } from '../../domain/input/git/git-repository';
import type { GitSource, SourceSpec } from '../../domain/workload/source';
import type { OrganizationScope } from '../context';
import { githubSource } from '../github-apps/git-source';
import { repositoryOf } from '../gitlab-apps/repository';
import { openPrivateKey } from '../private-keys/sealed';
import type { PreviewPlace } from './as-preview';
import { openedServers, pinnedHostKeys } from './git-host-keys';
import type { DeploymentSubject } from './load';
import { allowsHttp, requireReachableAddress } from './outgoing-host';

/** The source part of a specification: where the code or image comes from. */
export async function sourceSpec(scope: OrganizationScope, row: DeploymentSubject): Promise<SourceSpec> {
  const { application } = row;
  const [release] = application.releases;
  if (row.kind === 'restart' && release)
    return { kind: 'release', reference: release.image, digest: release.digest, commit: release.commit };
  if (application.dockerfile !== null && application.buildPack === 'dockerfile')
    return { kind: 'dockerfile', text: application.dockerfile };
  if (application.buildPack === 'dockerimage') return imageSource(row);
  return gitSource(scope, row);
}

function imageSource({ application, imageTag }: DeploymentSubject): SourceSpec {
  if (application.dockerRegistryImageName === null)
    throw new AppError('bad_request', 'The application has no image. Set docker_registry_image_name.');
  return { kind: 'image', reference: joinImageReference(application.dockerRegistryImageName, imageTag) };
}

/** @throws AppError bad_request for an application without a repository, or with a host that is not allowed */
export async function gitSource(scope: OrganizationScope, row: DeploymentSubject): Promise<GitSource> {
  const { application } = row;
  const repository = await repositoryOf(scope, application);
  if (!repository || application.gitBranch === null)
    throw new AppError(
      'bad_request',
      'The application has no repository. Set git_repository and git_branch.',
    );
  if (row.preview?.sourceRepository)
    return forkSource(scope, row, { ...row.preview, base: repository, fork: row.preview.sourceRepository });
  const opened = await githubSource(scope, application);
  await requireReachableAddress(scope, opened ? opened.repository : repository);
  return {
    kind: 'git',
    repository: opened?.repository.url ?? repository.url,
    ...(opened && { credentials: opened.credentials }),
    ...(row.preview ? ofPullRequest(row.preview) : { branch: application.gitBranch }),
    commit: row.resolvedCommit ?? row.commit,
    deployKey: deployKey(scope, row, repository),
    openedServers: await openedServers(scope, row, repository),
    submodules: application.isGitSubmodulesEnabled,
    lfs: application.isGitLfsEnabled,
    shallow: application.isGitShallowCloneEnabled,
    knownHosts: await pinnedHostKeys(scope),
    allowHttp: await allowsHttp(scope, (opened?.repository ?? repository).host),
    internalHosts: scope.installation.internalHosts,
  };
}

/** Where forges publish the newest commit of a pull request; within the same repository, its branch is equivalent. */
function ofPullRequest({ pullRequestId, isFork, branch }: PreviewPlace): Pick<GitSource, 'branch' | 'refs'> {
  const isBranch = !isFork && branch !== null && gitBranch.safeParse(branch).success;
  return {
    branch: `pull/${pullRequestId}/head`,
    refs: [
      `refs/pull/${pullRequestId}/head`,
      `refs/merge-requests/${pullRequestId}/head`,
      ...(isBranch ? [`refs/heads/${branch}`] : []),
    ],
  };
}

interface ForkedPreview extends PreviewPlace {
  base: GitRepository;
  /** Full name. */
  fork: string;
}

/**
 * The commit of a pull request in its fork, read as the public reads it: keys and tokens of the application's repository
 * are not for another one.
 * @throws AppError bad_request for a name that is not valid, and a host that is not allowed
 */
async function forkSource(
  scope: OrganizationScope,
  { commit, resolvedCommit }: DeploymentSubject,
  { pullRequestId, branch, base, fork }: ForkedPreview,
): Promise<GitSource> {
  const repository = forkAt(base, fork);
  if (!repository || !gitBranch.safeParse(branch).success)
    throw new AppError(
      'bad_request',
      `The fork of pull request ${pullRequestId} or its branch has a name that Git does not allow.`,
    );
  await requireReachableAddress(scope, repository);
  return {
    kind: 'git',
    repository: repository.url,
    branch: `pull/${pullRequestId}/head`,
    refs: [`refs/heads/${branch}`],
    commit: resolvedCommit ?? commit,
    deployKey: null,
    openedServers: null,
    submodules: false,
    lfs: false,
    shallow: true,
    knownHosts: '',
    advice: `The commit could not be fetched from the fork ${fork}. Gantry reads forks without credentials: a private fork, or a commit that is no longer on its branch, cannot be deployed.`,
    allowHttp: await allowsHttp(scope, repository.host),
    internalHosts: scope.installation.internalHosts,
  };
}

function deployKey(
  scope: OrganizationScope,
  { application }: DeploymentSubject,
  { transport }: GitRepository,
) {
  if (transport !== 'ssh' || !application.privateKey) return null;
  return openPrivateKey(scope.database.sealer, application.privateKey);
}
