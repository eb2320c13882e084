import type { Action } from '../plan/action';
import { isExportable } from '../plan/build-argument';
import { fact, type Text } from '../plan/text';
import { below, sourceFolder, workspaceFolder } from '../server/folders';
import { buildJob, dockerBuild } from './docker-build';
import { builtImage, intermediateImage } from './image-reference';
import { servePublished } from './published-site';
import type { BuildSubject } from './subject';
import { findTool } from './tools';
import { buildVariables } from './variables';

const planDeadlineMs = 10 * 60_000;

/** Folder of the application in nixpacks images. */
const applicationFolder = '/app';

/** Get the folder that nixpacks writes into, in the context of the build: its Dockerfile copies from there. */
export function nixpacksFolder(spec: BuildSubject): string {
  return `${contextOf(spec)}/.nixpacks`;
}

/**
 * Build with nixpacks, which turns the source into a Dockerfile (`--out`) that is built like any other. With `--out`,
 * nixpacks copies no source, so it writes beside the source. Both are removed with the operation, and a step that runs
 * again finds what its job wrote.
 */
export function nixpacksActions(spec: BuildSubject): Action[] {
  const context = contextOf(spec);
  const dockerfile = `${workspaceFolder(spec)}/Dockerfile.nixpacks`;
  const { variables } = buildVariables(spec);
  const exported = variables.filter(([key]) => isExportable(key));
  return [
    findTool('nixpacks'),
    {
      kind: 'job',
      name: buildJob(spec, 'plan'),
      command: {
        argv: [
          fact('tool'),
          ...['build', context, '--out', context],
          ...optionsOf(spec),
          // Only the name: nixpacks takes the value from its environment.
          ...exported.flatMap(([key]) => ['--env', key]),
        ],
        env: Object.fromEntries(exported),
        deadlineMs: planDeadlineMs,
      },
      explain:
        'nixpacks could not plan this build. Check base_directory, or choose the build pack "dockerfile".',
    },
    {
      kind: 'complete-nixpacks',
      context,
      to: dockerfile,
      keys: variables.map(([key]) => key),
      as: spec.build.useBuildSecrets ? 'secrets' : 'arguments',
    },
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
    // The default key is a hash of the path, which no second deployment has.
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
