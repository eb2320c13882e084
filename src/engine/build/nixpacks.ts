import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import type { Action } from '../plan/action';
import type { Text } from '../plan/text';
import { below, sourceFolder, workspaceFolder } from '../server/folders';
import { buildJob, dockerBuild } from './docker-build';
import { builtImage, intermediateImage } from './image-reference';
import { builtSiteDockerfile, nginxConfiguration } from './static-site';
import { buildVariables } from './variables';

const planDeadlineMs = 10 * 60_000;

/** nixpacks turns the source into a Dockerfile (`--out`), which is then built like any other. */
export function nixpacksActions(spec: DeploymentSpec): Action[] {
  const out = `${workspaceFolder(spec)}/nixpacks`;
  const { variables } = buildVariables(spec);
  const overrides = [
    ['--install-cmd', spec.build.installCommand],
    ['--build-cmd', spec.build.buildCommand],
    ['--start-cmd', spec.build.startCommand],
  ] as const;
  const options: Text[] = [
    ...['build', below(sourceFolder(spec), spec.build.baseDirectory), '--out', out],
    // One word each: a value may begin with a dash.
    ...overrides.flatMap(([option, value]) => (value === null ? [] : [`${option}=${value}`])),
    ...variables.flatMap(([key]) => ['--env', key]),
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
        env: Object.fromEntries(variables),
        deadlineMs: planDeadlineMs,
      },
      explain:
        'nixpacks could not plan this build. Check base_directory, or choose the build pack "dockerfile".',
    },
    dockerBuild(spec, {
      context: out,
      dockerfile: `${out}/.nixpacks/Dockerfile`,
      variables,
      reference: spec.build.isStatic ? intermediateImage(spec) : builtImage(spec),
    }),
    ...(spec.build.isStatic ? servePublished(spec) : []),
  ];
}

function servePublished(spec: DeploymentSpec): Action[] {
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
