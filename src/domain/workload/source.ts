import type { Secret } from '../secret';

export type SourceSpec = GitSource | DockerfileSource | ImageSource | ReleaseSource;

export interface GitSource {
  kind: 'git';
  /** As Git is given it (`GitRepository.url`); never carries credentials. */
  repository: string;
  /** A branch, or else a tag. */
  branch: string;
  /** The refs of a pull request, of which the first that is there counts; absent: those that `branch` may mean. */
  refs?: readonly string[];
  /** `HEAD` (newest commit of the branch) or a commit of 7–64 lower hex digits. */
  commit: string;
  /** Offered through a forwarded agent; only for ssh URLs. */
  deployKey: Secret | null;
  /** The host keys (base64 blobs) of servers that the deploy key opens as well; null when it opens none. */
  openedServers: readonly string[] | null;
  /** Sent to the repository's own host, by https; absent: none. */
  credentials?: GitCredentials | null;
  submodules: boolean;
  lfs: boolean;
  shallow: boolean;
  /** `known_hosts` lines pinned for this organization; a host without a line is pinned on first use. */
  knownHosts: string;
  /** True when the host is on the administrator's list of internal hosts, which alone may use `http://`. */
  allowHttp: boolean;
  /** The administrator's list: submodules and LFS servers are judged by it once they are known. */
  internalHosts: readonly string[];
}

/** A token that opens repositories at one place. */
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

/** An image that an earlier deployment built or pulled: rollback and restart. */
export interface ReleaseSource {
  kind: 'release';
  reference: string;
  /** `sha256:…` image id or repository digest recorded by the release. */
  digest: string | null;
  commit: string | null;
}
