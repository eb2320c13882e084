import type { At } from '../at';
import { filled, type Members } from '../draft';
import { textOf } from '../read-json';
import { ownLabels } from './parts';

/** Whether a member is a secret, which no plan may show. */
const isSecret = (name: string) =>
  /password|webhook_secret|_conf$/.test(name) || name === 'dockerfile' || name === 'docker_compose_raw';

/** Select the members of an object that Gantry has too. Secrets become references. */
export function knownMembers(object: Members, known: ReadonlySet<string>, at: At): Members {
  const entries = Object.entries(object).flatMap(([name, value]) => {
    if (!known.has(name) || typeof value === 'object') return [];
    const text = textOf(value);
    return [[name, isSecret(name) && text ? at.draft.secret([at.environment, at.key, name], text) : value]];
  });
  return filled(Object.fromEntries(entries));
}

/** Members that Gantry sets itself, or that are in another part of the document. */
const elsewhere = ['name', 'uuid', 'type', 'source', 'tags', 'custom_labels', 'status', 'server_uuid'];

export function withoutElsewhere(known: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...known].filter((name) => !elsewhere.includes(name) && !name.endsWith('_uuid')));
}

const buildPacks = ['nixpacks', 'railpack', 'static', 'dockerfile', 'dockercompose'];

/** How Gantry creates an application, or why it cannot. */
export type ApplicationSource =
  | { source: 'image' | 'public_git' | 'dockerfile' | 'compose' }
  | { source: 'deploy_key'; key: unknown }
  | { reason: string };

export function sourceOf(application: Members): ApplicationSource {
  const { build_pack: pack, private_key_id: key, source_id: source } = application;
  const isGit = textOf(application.git_repository) !== null;
  if (pack === 'dockerimage') return { source: 'image' };
  if (pack === 'dockerfile' && textOf(application.dockerfile)) return { source: 'dockerfile' };
  if (pack === 'dockercompose' && textOf(application.docker_compose_raw) && !isGit)
    return { source: 'compose' };
  if (!buildPacks.includes(String(pack)))
    return { reason: `Gantry does not support the build pack ${String(pack)}.` };
  if (!isGit) return { reason: 'It has neither a repository nor an image.' };
  if (typeof key === 'number') return { source: 'deploy_key', key };
  if (typeof source === 'number' && source > 0)
    return {
      reason:
        'Its repository is accessed through a GitHub App. Connect one to Gantry, then create the application there.',
    };
  return { source: 'public_git' };
}

/** Convert an application to a part of a document, without its variables, storages and tasks. */
export function applicationMembers(application: Members, known: ReadonlySet<string>, at: At): Members {
  const {
    settings,
    fqdn,
    custom_labels: encoded,
    git_repository: repository,
    git_full_url: url,
  } = application;
  const isGit = application.build_pack !== 'dockerimage' && textOf(repository) !== null;
  const members = knownMembers({ ...Object(settings), ...application }, withoutElsewhere(known), at);
  if (!isGit) for (const name of ['git_repository', 'git_branch', 'git_commit_sha']) delete members[name];
  const labels = ownLabels(encoded);
  return filled({
    ...members,
    domains: fqdn,
    git_repository: isGit ? (textOf(url) ?? repository) : null,
    custom_labels: labels && at.draft.secret([at.environment, at.key, 'custom_labels'], labels),
  });
}

/** Get the URLs of the parts of a service that have any. */
export function serviceUrls({ applications }: Members): Members {
  const all: unknown[] = Array.isArray(applications) ? applications : [];
  return Object.fromEntries(
    all.flatMap((each) => {
      const { name, fqdn } = Object(each);
      return textOf(fqdn) ? [[String(name), fqdn]] : [];
    }),
  );
}
