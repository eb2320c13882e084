import type { Action } from '../plan/action';
import { isExportable } from '../plan/build-argument';
import type { Text } from '../plan/text';
import { below, sourceFolder, workspaceFolder } from '../server/folders';
import { dockerBuild } from './docker-build';
import { builtImage, intermediateImage } from './image-reference';
import { plannedFolder, plannerContainer, removePlanner, runPlanner } from './planner';
import { PLAN_FOLDER } from './planner-image';
import { servePublished } from './published-site';
import type { BuildSubject } from './subject';
import { buildVariables } from './variables';

/** Folder of the application in nixpacks images. */
const applicationFolder = '/app';

/** Get the folder for the plan of nixpacks, in the context of the build: its Dockerfile copies from there. */
export function nixpacksFolder(spec: BuildSubject): string {
  return `${contextOf(spec)}/.nixpacks`;
}

/**
 * Build with nixpacks, which turns the source into a Dockerfile (`--out`) that is built like any other. With `--out`,
 * nixpacks copies no source: it writes what the Dockerfile copies beside the source, and needs no network.
 */
export function nixpacksActions(spec: BuildSubject): Action[] {
  const context = contextOf(spec);
  const dockerfile = `${workspaceFolder(spec)}/Dockerfile.nixpacks`;
  const { variables } = buildVariables(spec);
  const exported = variables.filter(([key]) => isExportable(key));
  return [
    ...runPlanner(spec, {
      tool: 'nixpacks',
      argv: [
        ...['build', plannedFolder(spec), '--out', PLAN_FOLDER],
        ...optionsOf(spec),
        // Only the name: nixpacks takes the value from its environment.
        ...exported.flatMap(([key]) => ['--env', key]),
      ],
      variables: exported,
    }),
    {
      kind: 'complete-nixpacks',
      container: plannerContainer(spec),
      context,
      to: dockerfile,
      keys: variables.map(([key]) => key),
      as: spec.build.useBuildSecrets ? 'secrets' : 'arguments',
    },
    removePlanner(spec),
    dockerBuild(spec, {
      context,
      dockerfile,
      variables,
      reference: spec.build.isStatic ? intermediateImage(spec) : builtImage(spec),
    }),
    ...(spec.build.isStatic ? servePublished(spec, applicationFolder) : []),
  ];
}

function optionsOf({ build, force, workload }: BuildSubject): Text[] {
  const overrides = [
    ['--install-cmd', build.installCommand],
    ['--build-cmd', build.buildCommand],
    ['--start-cmd', build.startCommand],
  ] as const;
  return [
    // The default key is a hash of the path, which is the same for every application.
    ...(force || build.disableCache ? ['--no-cache'] : ['--cache-key', workload.uuid]),
    // Another image serves the site.
    ...(build.isStatic ? ['--no-error-without-start'] : []),
    // One argument each: a value may begin with a dash.
    ...overrides.flatMap(([option, value]) => (value === null ? [] : [`${option}=${value}`])),
  ];
}

function contextOf(spec: BuildSubject): string {
  return below(sourceFolder(spec), spec.build.baseDirectory);
}
