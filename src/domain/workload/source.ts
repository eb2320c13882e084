import type { Secret } from '../secret';

export type SourceSpec = GitSource | DockerfileSource | ImageSource | ReleaseSource;

export interface GitSource {
  kind: 'git';
  /** In the form for Git (`GitRepository.url`); never with credentials. */
  repository: string;
  /** A branch, else a tag. */
  branch: string;
  /** Refs of a pull request, the first existing one counts; absent: those that `branch` may mean. */
  refs?: readonly string[];
  /** `HEAD` (newest commit of the branch) or a commit of 7–64 lower hex digits. */
  commit: string;
  /** Offered through a forwarded agent; only for ssh URLs. */
  deployKey: Secret | null;
  /** Host keys (base64 blobs) of servers that the deploy key can also sign in to; null when there are none. */
  openedServers: readonly string[] | null;
  /** Sent only to the repository's own host, by https; absent: none. */
  credentials?: GitCredentials | null;
  submodules: boolean;
  lfs: boolean;
  shallow: boolean;
  /** `known_hosts` lines pinned for this organization; a host without a line is pinned on first use. */
  knownHosts: string;
  /** What to say when it cannot be fetched; absent: what is true of most repositories. */
  advice?: string;
  /** Whether the host is on the administrator's list of internal hosts; only those may use `http://`. */
  allowHttp: boolean;
  /** The administrator's list, against which submodules and LFS servers are checked once they are known. */
  internalHosts: readonly string[];
}

/** A token for repositories of one origin. */
export interface GitCredentials {
  /** Scheme, host and port. */
  origin: string;
  token: Secret;
}

export interface DockerfileSource {
  kind: 'dockerfile';
  text: string;
}

export interface ImageSource {
  kind: 'image';
  /** `name[:tag]` or `name@sha256:…`. */
  reference: string;
}

/** An image that an earlier deployment built or pulled: rollback, restart, additional destination. */
export interface ReleaseSource {
  kind: 'release';
  reference: string;
  /** `sha256:…` image id or repository digest recorded by the release. */
  digest: string | null;
  commit: string | null;
  /** Server that sends the image if the one that runs it has none; absent: it must be there. */
  from?: { uuid: string; name: string };
}
