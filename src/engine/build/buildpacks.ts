import type { Action } from '../plan/action';
import { isExportable } from '../plan/build-argument';
import { fact } from '../plan/text';
import { below, sourceFolder, workloadFolder, workspaceFolder } from '../server/folders';
import { buildDeadlineMs, buildJob } from './docker-build';
import { intermediateImage } from './image-reference';
import { forgetIntermediate, labelImage } from './labelled-image';
import { servePublished } from './published-site';
import type { BuildSubject } from './subject';
import { findTool } from './tools';
import { notExported } from './unexported';
import { buildVariables } from './variables';

/** Builder image that contains the buildpacks; it is fixed, because its code runs with the access of a build. */
const builder = 'heroku/builder:24';

/** Folder where buildpacks put the application. */
const applicationFolder = '/workspace';

/**
 * Get the path of the file that `pack` itself reads in the source, as root; it takes everything else into its containers,
 * links as links.
 */
export function descriptorPath(spec: BuildSubject): string {
  return below(sourceFolder(spec), spec.build.baseDirectory, 'project.toml');
}

/**
 * Build with Cloud Native Buildpacks (`pack`). It sets no labels on an image; a Dockerfile on top adds them and the
 * start command.
 */
export function buildpacksActions(spec: BuildSubject): Action[] {
  const all = buildVariables(spec).variables;
  const variables = all.filter(([key]) => isExportable(key));
  const cache = `${workloadFolder(spec.workload)}/buildpacks`;
  const folders = ['build', 'launch'] as const;
  return [
    ...notExported(all),
    ...unusedCommands(spec),
    findTool('pack'),
    {
      kind: 'command',
      command: {
        argv: ['mkdir', '-p', ...folders.map((folder) => `${cache}/${folder}`)],
        deadlineMs: 10_000,
      },
    },
    {
      kind: 'job',
      name: buildJob(spec, 'plan'),
      command: {
        argv: [
          fact('tool'),
          'build',
          intermediateImage(spec),
          ...['--path', below(sourceFolder(spec), spec.build.baseDirectory)],
          ...['--builder', builder, '--pull-policy', 'if-not-present', '--no-color'],
          ...folders.flatMap((folder) => ['--cache', `type=${folder};format=bind;source=${cache}/${folder}`]),
          ...(spec.force || spec.build.disableCache ? ['--clear-cache'] : []),
          // Only the name: pack takes the value from its environment.
          ...variables.flatMap(([key]) => ['--env', key]),
        ],
        env: { ...Object.fromEntries(variables), PACK_HOME: `${workspaceFolder(spec)}/pack` },
        deadlineMs: buildDeadlineMs,
      },
      explain:
        'No buildpack could build this. See the lines above for the reason. Check base_directory, or choose the build pack "dockerfile".',
    },
    ...(spec.build.isStatic
      ? servePublished(spec, applicationFolder)
      : labelImage(spec, startInstructions(spec))),
    forgetIntermediate(spec),
  ];
}

/**
 * Make the instructions that set the start command. The launcher sets the environment of the buildpacks, and passes a
 * single word to a shell.
 */
function startInstructions({ build: { startCommand } }: BuildSubject): string[] {
  return startCommand === null ? [] : ['ENTRYPOINT ["launcher"]', `CMD ${JSON.stringify([startCommand])}`];
}

function unusedCommands({ build }: BuildSubject): Action[] {
  if (build.installCommand === null && build.buildCommand === null) return [];
  const text = 'install_command and build_command are not used: buildpacks have their own.';
  return [{ kind: 'log', text }];
}
