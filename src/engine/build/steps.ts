import type { BuildSpec } from '../../domain/workload/build';
import { MAIN_COMPONENT } from '../../domain/workload/component-spec';
import type { Action, BuildkitNeed } from '../plan/action';
import { isExportable } from '../plan/build-argument';
import type { UsedPath } from '../plan/build-template';
import { hasLimits } from '../plan/docker-argv';
import type { Step } from '../plan/types';
import { below, sourceFolder, workspaceFolder } from '../server/folders';
import { buildpacksActions, descriptorPath } from './buildpacks';
import { buildDisk } from './disk';
import { buildDeadlineMs, buildJobs, dockerBuild } from './docker-build';
import { builtImage } from './image-reference';
import { nixpacksActions, nixpacksFolder } from './nixpacks';
import { isPlanned, removePlanner } from './planner';
import { railpackActions } from './railpack';
import { nginxConfiguration, staticSiteDockerfile } from './static-site';
import type { BuildSubject } from './subject';
import { buildVariables } from './variables';

/** Names of the path settings, as users know them. */
interface PathSettings {
  base: string;
  dockerfile: string;
}

const settingsOfApplication: PathSettings = { base: 'base_directory', dockerfile: 'dockerfile_location' };

/** List the paths of the checkout that the build reads, to be checked once the source is there. */
export function pathsToBuild(spec: BuildSubject, settings = settingsOfApplication): UsedPath[] {
  const base = { path: below(sourceFolder(spec), spec.build.baseDirectory), setting: settings.base };
  if (spec.build.dockerfileText !== undefined) return [base];
  if (spec.build.pack === 'dockerfile')
    return [base, { path: dockerfilePath(spec), setting: settings.dockerfile }];
  if (spec.build.pack === 'static') return [base, { path: sitePath(spec), setting: 'publish_directory' }];
  if (spec.build.pack === 'buildpacks')
    return [base, { path: descriptorPath(spec), setting: settings.base, isOptional: true }];
  return [base];
}

/** List the paths of the checkout that the build writes. */
export function pathsWritten(spec: BuildSubject): string[] {
  return spec.build.pack === 'nixpacks' ? [nixpacksFolder(spec)] : [];
}

/** Make the step that builds the image; skipped when the image exists already. */
export function buildStep(spec: BuildSubject): Step {
  return {
    id: 'build',
    title: 'Build the image',
    actions: [
      ...(spec.buildServer ? [{ kind: 'check-docker' } as const, buildDisk] : []),
      ...droppedVariables(spec),
      {
        kind: 'detect-builder',
        needsBuildkit: buildkitNeed(spec),
        keepsLimits: hasLimits(spec.build.limits),
      },
      ...packActions(spec),
      ...(spec.image.isInRegistry
        ? [
            {
              kind: 'push-image',
              reference: builtImage(spec),
              isNeeded: spec.buildServer !== undefined,
            } as const,
          ]
        : []),
    ],
    undo: [
      ...buildJobs(spec).map((name) => ({ kind: 'kill-job', name }) as const),
      ...(isPlanned(spec) ? [removePlanner(spec)] : []),
    ],
    deadlineMs: buildDeadlineMs,
    onFail: 'fail',
    unless: { component: spec.component.name, facts: ['imageReady'] },
  };
}

function buildkitNeed({ build, buildSecrets }: BuildSubject): BuildkitNeed | null {
  const { pack, useBuildSecrets } = build;
  if (pack === 'railpack') return 'railpack';
  if (buildSecrets && buildSecrets.length > 0) return 'secrets';
  // Buildpacks get their variables only from the environment of the build.
  return useBuildSecrets && pack !== 'buildpacks' ? 'secrets' : null;
}

function packActions(spec: BuildSubject): Action[] {
  if (spec.source.kind === 'dockerfile') return inlineDockerfile(spec, spec.source.text);
  if (spec.build.pack === 'static') return staticSite(spec);
  if (spec.build.pack === 'nixpacks') return nixpacksActions(spec);
  if (spec.build.pack === 'railpack') return railpackActions(spec);
  if (spec.build.pack === 'buildpacks') return buildpacksActions(spec);
  const context = below(sourceFolder(spec), spec.build.baseDirectory);
  const { dockerfileText } = spec.build;
  if (dockerfileText === undefined) return dockerfileWithVariables(spec, dockerfilePath(spec), context);
  const dockerfile = `${buildFolder(spec)}/Dockerfile`;
  return [
    { kind: 'write-file', path: dockerfile, content: dockerfileText, mode: 0o600 },
    ...dockerfileWithVariables(spec, dockerfile, context),
  ];
}

/** Build a Dockerfile stored with the application, with an empty context. */
function inlineDockerfile(spec: BuildSubject, text: string): Action[] {
  const dockerfile = `${buildFolder(spec)}/Dockerfile`;
  const context = `${buildFolder(spec)}/context`;
  return [
    { kind: 'write-file', path: dockerfile, content: text, mode: 0o600 },
    { kind: 'command', command: { argv: ['mkdir', '-p', context], deadlineMs: 10_000 } },
    ...dockerfileWithVariables(spec, dockerfile, context),
  ];
}

function dockerfileWithVariables(spec: BuildSubject, dockerfile: string, context: string): Action[] {
  const { variables } = buildVariables(spec);
  const target = spec.build.targetStage;
  const keys = variables.map(([key]) => key);
  if (isComplete(spec.build, keys)) return [dockerBuild(spec, { context, dockerfile, variables, target })];
  const injected = `${buildFolder(spec)}/Dockerfile.injected`;
  return [
    {
      kind: 'inject-variables',
      from: dockerfile,
      to: injected,
      keys,
      as: injectionOf(spec),
    },
    dockerBuild(spec, { context, dockerfile: injected, variables, target }),
  ];
}

/** Whether the Dockerfile can be built unchanged. A secret is mounted under its own name, however it is passed. */
function isComplete({ injectBuildArgs, useBuildSecrets }: BuildSpec, keys: readonly string[]): boolean {
  return injectBuildArgs ? keys.length === 0 : useBuildSecrets || keys.every(isExportable);
}

function injectionOf({ build }: BuildSubject) {
  if (!build.injectBuildArgs) return 'carried';
  return build.useBuildSecrets ? 'secrets' : 'arguments';
}

/** Serve a copy of the published folder beside a generated Dockerfile: nothing is written into the checkout. */
function staticSite(spec: BuildSubject): Action[] {
  const context = `${workspaceFolder(spec)}/static`;
  const nginx = spec.build.customNginxConfiguration ?? nginxConfiguration(spec.build.isSpa);
  return [
    { kind: 'remove-path', path: context },
    {
      kind: 'write-file',
      path: `${context}/Dockerfile`,
      content: staticSiteDockerfile(spec.build.staticImage),
      mode: 0o600,
    },
    { kind: 'write-file', path: `${context}/nginx.conf`, content: nginx, mode: 0o644 },
    // The history of the repository is not part of the site.
    { kind: 'write-file', path: `${context}/.dockerignore`, content: 'site/.git\n', mode: 0o600 },
    {
      kind: 'command',
      command: { argv: ['cp', '-a', '--', `${sitePath(spec)}/.`, `${context}/site`], deadlineMs: 300_000 },
    },
    dockerBuild(spec, { context, dockerfile: `${context}/Dockerfile`, variables: [] }),
  ];
}

function droppedVariables(spec: BuildSubject): Action[] {
  const { dropped } = buildVariables(spec);
  if (dropped.length === 0) return [];
  return [
    {
      kind: 'log',
      text: `Not passed to the build, because they would affect the build tool: ${dropped.join(', ')}`,
    },
  ];
}

/** Get the folder for what one build needs besides the checkout. */
function buildFolder(spec: BuildSubject): string {
  const { name } = spec.component;
  return name === MAIN_COMPONENT ? workspaceFolder(spec) : `${workspaceFolder(spec)}/builds/${name}`;
}

function dockerfilePath(spec: BuildSubject): string {
  return below(sourceFolder(spec), spec.build.baseDirectory, spec.build.dockerfileLocation);
}

function sitePath(spec: BuildSubject): string {
  return below(sourceFolder(spec), spec.build.baseDirectory, spec.build.publishDirectory);
}
