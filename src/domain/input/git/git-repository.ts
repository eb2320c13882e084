import { isHostName, isIpAddress } from '../address/host-address';
import { singleLine } from '../text';

const MAX_BYTES = 2048;

export interface GitRepository {
  transport: 'https' | 'http' | 'ssh';
  host: string;
  /** null: the transport's default. */
  port: number | null;
  /** Login of an ssh URL. */
  user: string | null;
  /** Path on the host, without the leading slash of a URL. */
  path: string;
  /** Address for `git`: `owner/repo` and a port in the scp form become URLs, everything else stays as given. */
  url: string;
}

const segment = /^[A-Za-z0-9._~+@-]+$/;
const login = /^[A-Za-z0-9._][A-Za-z0-9._-]*$/;
const shortForm = /^([A-Za-z0-9][A-Za-z0-9-]*)\/([A-Za-z0-9_.][A-Za-z0-9._-]*)$/;
const scpForm = /^([^@/:\s]+)@([^@/:\s]+):(.+)$/;
/** Coolify's form of a port: `git@host:2222/group/repo.git` (deployment contract D3.2). */
const portForm = /^(\d+)(?:\/(.*))?$/;
const urlForm = /^(https|http|ssh):\/\/([^/?#]+)\/([^?#]+)$/;

/**
 * Parse the four forms of hostile-inputs row 4: `https://host/path`, `ssh://user@host[:port]/path`, `user@host:path`,
 * `owner/repo` (github.com). `http://` parses too: the address guard decides whether its host is one of the
 * administrator's internal hosts. Credentials in a web URL are refused. null: none of these.
 */
export function parseGitRepository(text: string): GitRepository | null {
  const short = shortForm.exec(text);
  if (short) {
    if (!isSafePath(text)) return null;
    return {
      transport: 'https',
      host: 'github.com',
      port: null,
      user: null,
      path: text,
      url: `https://github.com/${text}`,
    };
  }
  const url = urlForm.exec(text);
  if (url) return fromUrl(url, text);
  const scp = scpForm.exec(text);
  if (!scp) return null;
  const [, user = '', host = '', path = ''] = scp;
  const port = portForm.exec(path);
  if (port) return parseGitRepository(`ssh://${user}@${host}:${port[1]}/${port[2] ?? ''}`);
  if (!login.test(user) || !isHost(host) || !isSafePath(path.replace(/^\//, ''))) return null;
  return { transport: 'ssh', host: host.toLowerCase(), port: null, user, path, url: text };
}

function fromUrl(match: RegExpExecArray, text: string): GitRepository | null {
  const [, scheme, authority = '', path = ''] = match;
  const transport = scheme === 'ssh' ? 'ssh' : scheme === 'http' ? 'http' : 'https';
  const parts = /^(?:([^@]*)@)?(\[[0-9A-Fa-f:.]+\]|[^:@[\]]+)(?::(\d{1,5}))?$/.exec(authority);
  if (!parts || !isSafePath(path)) return null;
  const [, user, hostText = '', portText] = parts;
  const host = hostText.replace(/^\[|\]$/g, '');
  if (!isHost(host)) return null;
  if (transport === 'ssh' ? user === undefined || !login.test(user) : user !== undefined) return null;
  const port = portText === undefined ? null : Number(portText);
  if (port !== null && (port < 1 || port > 65_535)) return null;
  return { transport, host: host.toLowerCase(), port, user: user ?? null, path, url: text };
}

function isHost(host: string): boolean {
  return isHostName(host) || isIpAddress(host);
}

function isSafePath(path: string): boolean {
  const segments = path.replace(/\/$/, '').split('/');
  return segments.every(
    (part) => segment.test(part) && !part.startsWith('-') && part !== '..' && part !== '.',
  );
}

/** A repository, stored as sent. */
export const gitRepository = singleLine(MAX_BYTES).refine(
  (text) => parseGitRepository(text) !== null,
  'Must be https://host/path, ssh://user@host[:port]/path, user@host:path or owner/repo, without credentials.',
);

/** Get the last part of the path without `.git`, the default name of a new application. */
export function repositoryName(repository: GitRepository): string {
  return (
    repository.path
      .replace(/\/+$/, '')
      .split('/')
      .at(-1)
      ?.replace(/\.git$/, '') ?? ''
  );
}
