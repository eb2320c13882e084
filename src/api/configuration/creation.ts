import { AppError } from '../../domain/error';
import type { PlannedCall } from './calls';
import type { Section } from './comparison';
import type { WorkloadPart } from './document';
import type { Members } from './members';

/** Members that are plain text in documents and base64 in requests. */
const encoded: ReadonlySet<string> = new Set([
  'dockerfile',
  'custom_nginx_configuration',
  'docker_compose_raw',
]);

export function writable(input: Members): Members {
  const encode = (name: string, value: unknown) =>
    encoded.has(name) && typeof value === 'string' ? Buffer.from(value).toString('base64') : value;
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, encode(name, value)]));
}

/** The document lists every domain, so none is generated. */
const withoutDomain = { autogenerate_domain: false };

/** For each source of an application, the procedure that creates it and the members that it requires. */
const sources: Readonly<Record<string, { procedure: string; needs: readonly string[]; more?: Members }>> = {
  image: {
    procedure: 'application.createDockerImage',
    needs: ['docker_registry_image_name'],
    more: withoutDomain,
  },
  public_git: {
    procedure: 'application.createPublic',
    needs: ['git_repository', 'git_branch', 'build_pack'],
    more: withoutDomain,
  },
  deploy_key: {
    procedure: 'application.createPrivateDeployKey',
    needs: ['git_repository', 'git_branch', 'build_pack', 'private_key_uuid'],
    more: withoutDomain,
  },
  dockerfile: { procedure: 'application.createDockerfile', needs: ['dockerfile'], more: withoutDomain },
  compose: {
    procedure: 'application.createDockerCompose',
    needs: ['docker_compose_raw', 'ignore_unknown_keys'],
  },
};

/**
 * Build the call that creates a workload with the members that it requires; later calls set the rest.
 * @param members all members of the document as plain values
 */
export function creation(
  section: Section,
  place: Members & { name: string },
  desired: WorkloadPart & Members,
  members: Members,
): PlannedCall {
  const pick = (names: readonly string[]) =>
    writable(Object.fromEntries(names.map((name) => [name, members[name]])));
  switch (section) {
    case 'applications': {
      const source = sources[String(desired.source)];
      if (!source)
        throw new AppError(
          'bad_request',
          `An application of source ${String(desired.source).slice(0, 40)} cannot be created from a document yet. Create it, then export.`,
        );
      const input = { ...place, ...source.more, ...pick(source.needs) };
      return { procedure: source.procedure, input };
    }
    case 'databases': {
      const engine = String(desired.type).replace('standalone-', '');
      const procedure = `database.create${engine.charAt(0).toUpperCase()}${engine.slice(1)}`;
      return { procedure, input: { ...place, ...members } };
    }
    case 'services': {
      const from = desired.type ? { type: desired.type } : pick(['docker_compose_raw']);
      const input = { ...place, ...from, ...pick(['ignore_unknown_keys']) };
      return { procedure: 'stack.create', input };
    }
  }
}
