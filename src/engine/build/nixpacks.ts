import type { Action } from '../plan/action';
import { isExportable } from '../plan/build-argument';
import type { BuildVariable } from '../plan/build-template';
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

/** Build with nixpacks, which turns the source into a Dockerfile (`--out`) that is built like any other. */
export function nixpacksActions(spec: BuildSubject): Action[] {
  const out = `${workspaceFolder(spec)}/nixpacks`;
  const { variables } = buildVariables(spec);
  const exported = variables.filter(([key]) => isExportable(key));
  const others = variables.filter(([key]) => !isExportable(key));
  const dockerfile = `${out}/.nixpacks/Dockerfile`;
  const overrides = [
    ['--install-cmd', spec.build.installCommand],
    ['--build-cmd', spec.build.buildCommand],
    ['--start-cmd', spec.build.startCommand],
  ] as const;
  const options: Text[] = [
    ...['build', below(sourceFolder(spec), spec.build.baseDirectory), '--out', out],
    // One argument each: a value may begin with a dash.
    ...overrides.flatMap(([option, value]) => (value === null ? [] : [`${option}=${value}`])),
    ...exported.flatMap(([key]) => ['--env', key]),
  ];
  return [
    findTool('nixpacks'),
    { kind: 'remove-path', path: out },
    {
      kind: 'job',
      name: buildJob(spec, 'plan'),
      command: {
        argv: [fact('tool'), ...options],
        env: Object.fromEntries(exported),
        deadlineMs: planDeadlineMs,
      },
      explain:
        'nixpacks could not plan this build. Check base_directory, or choose the build pack "dockerfile".',
    },
    ...(others.length === 0 ? [] : [injectInto(spec, dockerfile, others)]),
    dockerBuild(spec, {
      context: out,
      dockerfile: others.length === 0 ? dockerfile : injected(dockerfile),
      variables,
      reference: spec.build.isStatic ? intermediateImage(spec) : builtImage(spec),
    }),
    ...(spec.build.isStatic ? servePublished(spec, applicationFolder) : []),
  ];
}

/** Add to the Dockerfile what nixpacks cannot take from its environment. */
function injectInto(
  { build }: BuildSubject,
  dockerfile: string,
  variables: readonly BuildVariable[],
): Action {
  const keys = variables.map(([key]) => key);
  const as = build.useBuildSecrets ? 'secrets' : 'arguments';
  return { kind: 'inject-variables', from: dockerfile, to: injected(dockerfile), keys, as };
}

function injected(dockerfile: string): string {
  return `${dockerfile}.injected`;
}
