import { filled, type Members } from '../draft';
import { objects, textOf } from '../read-json';

/** How Gantry creates an application, or why it cannot. */
export type ApplicationSource =
  | { source: 'image' | 'public_git' }
  | { source: 'deploy_key'; key: string }
  | { reason: string };

/** Build packs by their names in Dokploy. */
const builds = new Map([
  ['nixpacks', 'nixpacks'],
  ['static', 'static'],
  ['dockerfile', 'dockerfile'],
  ['railpack', 'railpack'],
  ['heroku_buildpacks', 'buildpacks'],
  ['paketo_buildpacks', 'buildpacks'],
]);

export function sourceOf(application: Members): ApplicationSource {
  const { sourceType, buildType } = application;
  switch (sourceType) {
    case 'docker':
      return textOf(application.dockerImage) ? { source: 'image' } : { reason: 'It has no image yet.' };
    case 'git': {
      if (!textOf(application.customGitUrl)) return { reason: 'It has no repository yet.' };
      if (!builds.has(String(buildType)))
        return { reason: `Gantry does not support the build type ${String(buildType)}.` };
      const key = textOf(application.customGitSSHKeyId);
      return key === null ? { source: 'public_git' } : { source: 'deploy_key', key };
    }
    case 'drop':
      return { reason: 'Its source was uploaded. Move it to a repository or an image.' };
    default:
      return {
        reason: `Its repository is accessed through ${String(sourceType)}. Connect Gantry to it, then create the application there.`,
      };
  }
}

/** Split an image reference: `registry.example.com:5000/team/web:1.2` → image and tag. */
function imageParts(image: string): { name: string; tag: string | null } {
  const [, name = image, tag = null] = /^(.+?)(?::([^:/]+))?$/.exec(image) ?? [];
  return { name, tag };
}

/** Convert an application from an image or a repository. */
export function applicationMembers(application: Members): Members {
  const shared = {
    description: application.description,
    ...domainMembers(application.domains),
    ...limitMembers(application),
    ports_mappings: portsOf(application.ports),
  };
  if (application.sourceType === 'docker') {
    const { name, tag } = imageParts(String(application.dockerImage));
    return filled({
      build_pack: 'dockerimage',
      docker_registry_image_name: name,
      docker_registry_image_tag: tag,
      ...shared,
    });
  }
  const isDockerfile = application.buildType === 'dockerfile';
  const stage = textOf(application.dockerBuildStage);
  const own = textOf(application.customGitBuildPath);
  return filled({
    build_pack: builds.get(String(application.buildType)),
    git_repository: application.customGitUrl,
    git_branch: textOf(application.customGitBranch) ?? 'main',
    base_directory: own === null || own === '/' ? null : `/${own.replace(/^\.?\/+|\/+$/g, '')}`,
    dockerfile_location: isDockerfile
      ? `/${(textOf(application.dockerfile) ?? 'Dockerfile').replace(/^\.?\/+/, '')}`
      : null,
    dockerfile_target_build: isDockerfile ? stage : null,
    publish_directory: textOf(application.publishDirectory),
    is_spa: application.isStaticSpa === true ? true : null,
    is_auto_deploy_enabled: application.autoDeploy === false ? false : null,
    is_git_submodules_enabled: application.enableSubmodules === true ? null : false,
    watch_paths: Array.isArray(application.watchPaths) ? application.watchPaths.join('\n') : null,
    ...shared,
  });
}

/** Get the addresses and the ports of an application. An address has no port if it uses the first one. */
function domainMembers(domains: unknown): Members {
  const all = objects(domains);
  const ports = [...new Set(all.flatMap(({ port }) => (typeof port === 'number' ? [port] : [])))];
  const addresses = all.map(({ host, https, path, port }) => {
    const where = port === ports[0] || typeof port !== 'number' ? '' : `:${port}`;
    const below = textOf(path) === null || path === '/' ? '' : String(path);
    return `${https === true ? 'https' : 'http'}://${String(host)}${where}${below}`;
  });
  return { domains: addresses.join(','), ports_exposes: ports.join(',') };
}

const MB = 1024 * 1024;
const NANOS = 1_000_000_000;

/** Convert limits, which Dokploy has in bytes and in billionths of a core. */
export function limitMembers({ memoryLimit, memoryReservation, cpuLimit }: Members): Members {
  const megabytes = (value: unknown) => {
    const bytes = Number(textOf(value));
    return bytes >= MB ? `${Math.floor(bytes / MB)}m` : null;
  };
  const cores = Number(textOf(cpuLimit));
  return {
    limits_memory: megabytes(memoryLimit),
    limits_memory_reservation: megabytes(memoryReservation),
    limits_cpus: cores > 0 ? String(cores / NANOS) : null,
  };
}

function portsOf(ports: unknown): string {
  return objects(ports)
    .map(({ publishedPort, targetPort, protocol }) => {
      const mapping = `${String(publishedPort)}:${String(targetPort)}`;
      return protocol === 'udp' ? `${mapping}/udp` : mapping;
    })
    .join(',');
}

/** List the settings of an application that are not imported, each with the reason or with what to do instead. */
export function leftOf(application: Members): [part: string, reason: string][] {
  const { command, replicas, redirects, security, buildArgs, registryUrl, registry } = application;
  return [
    ...(textOf(command) ? [['/command', 'Set the start command in Gantry, or in the image.'] as const] : []),
    ...(typeof replicas === 'number' && replicas > 1 ? [['/replicas', 'Gantry runs one.'] as const] : []),
    ...(objects(redirects).length > 0 ? [['/redirects', 'Gantry only redirects www.'] as const] : []),
    ...(objects(security).length > 0
      ? [['/security', 'Set the basic authentication user in Gantry.'] as const]
      : []),
    ...(textOf(buildArgs) ? [['/buildArgs', 'Add them as build-time variables.'] as const] : []),
    ...(textOf(registryUrl) || registry
      ? [['/registry', 'Run docker login once as root on the server.'] as const]
      : []),
  ].map(([part, reason]) => [part, reason]);
}
