import type { BuildTool } from '../../domain/build-tool';
import { dockerLabel } from '../../domain/docker-label';
import { ownedBy } from '../component/labels';
import type { Action } from '../plan/action';
import type { BuildVariable } from '../plan/build-template';
import { fact, join, type Text } from '../plan/text';
import { below, sourceFolder } from '../server/folders';
import { buildJob } from './docker-build';
import { PLANNER_USER } from './planner-image';
import type { BuildSubject } from './subject';
import { findTool } from './tools';

const PLAN_DEADLINE_MS = 10 * 60_000;

/** Folder of the source in a planner's container. */
const SOURCE = '/source';

/** Path of certificate authorities in a planner's container, where programs of every distribution look. */
const AUTHORITIES = '/etc/ssl/certs/ca-certificates.crt';

/** A program that reads a repository and plans its build. */
export interface Planner {
  tool: Extract<BuildTool, 'nixpacks' | 'railpack'>;
  argv: readonly Text[];
  variables: readonly BuildVariable[];
  /** Absent: the planner gets no network. */
  online?: {
    /** Folder of the server that keeps what the planner downloads, and its path in the container. */
    cache: { folder: string; target: string };
  };
}

/** Get the path of the application in a planner's container. */
export function plannedFolder({ build }: BuildSubject): string {
  return below(SOURCE, build.baseDirectory);
}

/** Whether a planner runs for a build. */
export function isPlanned({ source, build: { pack } }: BuildSubject): boolean {
  return source.kind === 'git' && (pack === 'nixpacks' || pack === 'railpack');
}

/** Name the container of a planner, the same for every attempt of an operation. */
export function plannerContainer(spec: BuildSubject): string {
  return buildJob(spec, 'plan');
}

/**
 * Run a planner in a container without rights that can read the source and nothing else of the server: a repository
 * decides what a planner reads, and may lead it anywhere by symbolic links or names of files. The container is kept
 * until the plan is taken out of it.
 */
export function runPlanner(spec: BuildSubject, { tool, argv, variables, online }: Planner): Action[] {
  const cache = online?.cache;
  const user = String(PLANNER_USER);
  return [
    findTool(tool),
    // The planner is not root; modes of the repository stay as they are, except on a server with a strict umask.
    command(['chmod', '-R', 'a+rX', '--', sourceFolder(spec)], 120_000),
    ...(cache === undefined
      ? []
      : [command(['install', '-d', '-m', '0700', '-o', user, '-g', user, '--', cache.folder], 10_000)]),
    { kind: 'prepare-planner', labels: labelsOf(spec), needsCertificates: online !== undefined },
    {
      kind: 'job',
      name: buildJob(spec, 'plan'),
      command: {
        argv: [
          'docker',
          ...['run', '--name', plannerContainer(spec), '--pull=never', '--log-driver=none'],
          ...contained(online !== undefined),
          ...Object.entries(labelsOf(spec)).flatMap(([key, value]) => ['--label', `${key}=${value}`]),
          ...mount(sourceFolder(spec), SOURCE),
          ...mount(fact('toolMount'), fact('toolMount')),
          ...(online === undefined ? [] : mount(fact('certificates'), AUTHORITIES)),
          ...(cache === undefined
            ? []
            : ['--mount', `type=bind,source=${cache.folder},target=${cache.target}`]),
          // Only the names: Docker takes the values from its environment.
          ...['--env', 'HOME=/tmp', ...variables.flatMap(([key]) => ['--env', key])],
          fact('plannerImage'),
          fact('tool'),
          ...argv,
        ],
        env: Object.fromEntries(variables),
        deadlineMs: PLAN_DEADLINE_MS,
      },
      explain: `${tool} could not plan this build. See the lines above for the reason. Check base_directory, or choose the build pack "dockerfile".`,
    },
  ];
}

/** Remove what a planner left, running or not. */
export function removePlanner(spec: BuildSubject): Action {
  return { kind: 'remove-planner', container: plannerContainer(spec), labels: labelsOf(spec) };
}

/** Options that leave a program nothing but its processor time and a limited amount of memory. */
function contained(hasNetwork: boolean): string[] {
  return [
    ...[
      '--user',
      `${PLANNER_USER}:${PLANNER_USER}`,
      '--cap-drop=ALL',
      '--network',
      hasNetwork ? 'bridge' : 'none',
    ],
    // SELinux, where Docker uses it, would forbid to read the source.
    ...['--security-opt', 'no-new-privileges', '--security-opt', 'label=disable'],
    ...['--memory=1g', '--memory-swap=1g', '--pids-limit=512'],
  ];
}

function mount(from: Text, to: Text): Text[] {
  return ['--mount', join('type=bind,source=', from, ',target=', to, ',readonly')];
}

/** Label a planner as one of this operation, but not of the workload: it is no container of the application. */
function labelsOf({ workload, operationUuid }: BuildSubject): Record<string, string> {
  return {
    ...ownedBy(workload.instanceId),
    [dockerLabel.organization]: workload.organizationUuid,
    [dockerLabel.kind]: 'planner',
    [dockerLabel.deployment]: operationUuid,
  };
}

function command(argv: readonly [string, ...string[]], deadlineMs: number): Action {
  return { kind: 'command', command: { argv, deadlineMs } };
}
