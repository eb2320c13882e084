import type { Action } from '../plan/action';
import { isExportable } from '../plan/build-argument';
import type { BuildVariable } from '../plan/build-template';
import type { Text } from '../plan/text';
import { below, sourceFolder, workspaceFolder } from '../server/folders';
import { buildJob, dockerBuild } from './docker-build';
import { builtImage, intermediateImage } from './image-reference';
import { builtSiteDockerfile, nginxConfiguration } from './static-site';
import type { BuildSubject } from './subject';
import { buildVariables } from './variables';

const planDeadlineMs = 10 * 60_000;

/** nixpacks turns the source into a Dockerfile (`--out`), which is then built like any other. */
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
    // One word each: a value may begin with a dash.
    ...overrides.flatMap(([option, value]) => (value === null ? [] : [`${option}=${value}`])),
    ...exported.flatMap(([key]) => ['--env', key]),
  ];
  return [
    {
      kind: 'command',
      command: { argv: ['nixpacks', '--version'], deadlineMs: 10_000 },
      explain:
        'This server has no nixpacks. Install it there (https://nixpacks.com/docs/install), or choose the build pack "dockerfile".',
    },
    { kind: 'remove-path', path: out },
    {
      kind: 'job',
      name: buildJob(spec, 'plan'),
      command: {
        argv: ['nixpacks', ...options],
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
    ...(spec.build.isStatic ? servePublished(spec) : []),
  ];
}

/** Declare what nixpacks cannot take from its environment. */
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

function servePublished(spec: BuildSubject): Action[] {
  const context = `${workspaceFolder(spec)}/static`;
  const nginx = spec.build.customNginxConfiguration ?? nginxConfiguration(spec.build.isSpa);
  const dockerfile = builtSiteDockerfile(spec.build.staticImage, spec.build.publishDirectory);
  return [
    { kind: 'write-file', path: `${context}/Dockerfile`, content: dockerfile, mode: 0o600 },
    { kind: 'write-file', path: `${context}/nginx.conf`, content: nginx, mode: 0o644 },
    dockerBuild(spec, {
      context,
      dockerfile: `${context}/Dockerfile`,
      variables: [['GANTRY_BUILT_IMAGE', intermediateImage(spec)]],
      deliver: 'arguments',
      job: buildJob(spec, 'static'),
    }),
  ];
}
