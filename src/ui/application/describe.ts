/** The members of an application that say where it comes from. */
export interface SourceFields {
  build_pack: string;
  git_repository: string | null;
  git_branch: string | null;
  docker_registry_image_name: string | null;
  docker_registry_image_tag: string | null;
}

export type SourceKind = 'image' | 'git' | 'dockerfile' | 'compose';

/** An application without a repository that is built is built from the Dockerfile it holds. */
export function sourceKind(application: Pick<SourceFields, 'build_pack' | 'git_repository'>): SourceKind {
  if (application.build_pack === 'dockerimage') return 'image';
  if (application.git_repository) return 'git';
  return application.build_pack === 'dockercompose' ? 'compose' : 'dockerfile';
}

/** Whether a compose file says what runs, be it written here or in a repository. */
export function isComposed({ build_pack }: Pick<SourceFields, 'build_pack'>): boolean {
  return build_pack === 'dockercompose';
}

/** `nginx:alpine`, `github.com/acme/web · main`, `Dockerfile`. */
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

/** The image reference of a name and a tag; a tag that is a digest is joined with `@`. */
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

/** `fqdn` is a comma list of URLs. */
export function urlsOf(fqdn: string | null): string[] {
  return (fqdn ?? '')
    .split(',')
    .map((url) => url.trim())
    .filter((url) => url !== '');
}

/**
 * The address that people open. The port in a domain is the container's (deployment contract D14.2), so it is left out;
 * a wildcard is no address.
 */
export function firstUrl(fqdn: string | null): string | null {
  const url = urlsOf(fqdn).find((candidate) => !candidate.includes('*'));
  return url ? publicUrl(url) : null;
}

export function publicUrl(domain: string): string {
  return domain.replace(/^(https?:\/\/[^/:]+):\d+/, '$1');
}
