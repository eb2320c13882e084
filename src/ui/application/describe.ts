/** Members of an application that describe its source. */
export interface SourceFields {
  build_pack: string;
  git_repository: string | null;
  git_branch: string | null;
  docker_registry_image_name: string | null;
  docker_registry_image_tag: string | null;
}

export type SourceKind = 'image' | 'git' | 'dockerfile' | 'compose';

/** Kind of source. An application without a repository that is built, is built from the Dockerfile that it stores. */
export function sourceKind(application: Pick<SourceFields, 'build_pack' | 'git_repository'>): SourceKind {
  if (application.build_pack === 'dockerimage') return 'image';
  if (application.git_repository) return 'git';
  return application.build_pack === 'dockercompose' ? 'compose' : 'dockerfile';
}

/** Whether a compose file defines what runs, stored in Gantry or in a repository. */
export function isComposed({ build_pack }: Pick<SourceFields, 'build_pack'>): boolean {
  return build_pack === 'dockercompose';
}

/** Describe the source: `nginx:alpine`, `github.com/acme/web · main` or `Dockerfile`. */
export function describeSource(application: SourceFields): string {
  switch (sourceKind(application)) {
    case 'image':
      return imageReference(application.docker_registry_image_name, application.docker_registry_image_tag);
    case 'git':
      return `${shortRepository(application.git_repository ?? '')} · ${application.git_branch ?? 'HEAD'}`;
    case 'dockerfile':
      return 'Dockerfile';
    case 'compose':
      return 'Compose file';
  }
}

/** Join a name and a tag to an image reference; a tag that is a digest is joined with `@`. */
export function imageReference(name: string | null, tag: string | null): string {
  if (!name) return '';
  if (!tag) return name;
  return /^sha(256|512)[:-]/.test(tag) ? `${name}@${tag.replace('-', ':')}` : `${name}:${tag}`;
}

function shortRepository(repository: string): string {
  return repository
    .replace(/^(https?|ssh):\/\//, '')
    .replace(/^[^@/]+@/, '')
    .replace(/\.git$/, '');
}

/** List the URLs of `fqdn`, which is a comma-separated list. */
export function urlsOf(fqdn: string | null): string[] {
  return (fqdn ?? '')
    .split(',')
    .map((url) => url.trim())
    .filter((url) => url !== '');
}

/**
 * First URL that a browser can open. The port of a domain is the port of the container (deployment contract D14.2), so
 * it is left out; a wildcard is not a URL to open.
 */
export function firstUrl(fqdn: string | null): string | null {
  const url = urlsOf(fqdn).find((candidate) => !candidate.includes('*'));
  return url ? publicUrl(url) : null;
}

export function publicUrl(domain: string): string {
  return domain.replace(/^(https?:\/\/[^/:]+):\d+/, '$1');
}
