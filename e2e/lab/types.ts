import type { DatabaseImage } from './database-images/images';

/** What a lab host looks like. */
export type HostKind =
  /** Debian with a Docker engine; root logs in. */
  | 'ready'
  /** sshd only: no Docker, no git. */
  | 'bare'
  /** Docker's and Gantry's folders share a disk of 3 GB, small enough to fill. */
  | 'small-disk'
  /**
   * Root may not log in; the user `deploy` has sudo without a password and is not in the group docker. Their login
   * shell is tcsh, and .cshrc prints on both streams.
   */
  | 'sudo';

export interface CommandResult {
  code: number | string;
  stdout: string;
  stderr: string;
}

/** A machine of the lab: its own network, processes, file tree, Docker engine and sshd. */
export interface LabHost {
  name: string;
  kind: HostKind;
  ip: string;
  sshPort: number;
  user: 'root' | 'deploy';
  /** `SHA256:…` of the key that sshd shows now. */
  hostKeyFingerprint: string;
  /** Run a program on the host as root, past sshd. Never throws for an exit code. */
  exec(argv: string[], options?: { input?: string }): Promise<CommandResult>;
  /** Where a file of the host is seen from this machine. */
  path(absolute: string): string;
  /** Load an image that not every host has, from an archive for `docker load`. */
  loadImage(name: string, archive: () => Promise<string>): Promise<void>;
  /** Load a database engine, of Debian's version, under the name that the product uses by default. */
  loadDatabaseImage(image: DatabaseImage): Promise<void>;
  rotateHostKey(): Promise<void>;
  /** End sshd and every SSH connection; programs that were started over them live on. */
  stopSshd(): Promise<void>;
  startSshd(): Promise<void>;
  stopDocker(): Promise<void>;
  startDocker(): Promise<void>;
  /** Freeze a program with its processes for connections: it takes what is sent and answers nothing. */
  freeze(program: 'sshd' | 'dockerd'): Promise<void>;
  thaw(program: 'sshd' | 'dockerd'): Promise<void>;
  /** Pull the network cable: packets vanish without an error. */
  disconnect(): Promise<void>;
  reconnect(): Promise<void>;
  /** End the host with everything on it. */
  stop(): Promise<void>;
}

export interface KeyPair {
  /** OpenSSH format, ed25519, no passphrase. */
  privatePem: string;
  publicKey: string;
}

/** The content of a file in a repository; `null` removes it. */
export type RepoFile = string | { mode: '100644' | '100755' | '120000'; content: string } | null;
export type RepoFiles = Record<string, RepoFile>;

export interface GitServer {
  ip: string;
  sshPort: number;
  hostKeyFingerprint: string;
  httpUrl(repo: string): string;
  /** Answer to deploy keys only. */
  sshUrl(repo: string): string;
  /** Make (or make again) a repository with one commit on `main`. A private one has no HTTP URL. */
  createRepo(repo: string, files: RepoFiles, options?: { private?: boolean }): Promise<{ commit: string }>;
  /** Add a commit to `ref`, by default `refs/heads/main`; another ref starts from `main`. */
  commit(repo: string, files: RepoFiles, message: string, ref?: string): Promise<{ commit: string }>;
  /** A new key that may read this one repository. */
  deployKey(repo: string): Promise<KeyPair>;
}

/** An ACME server that issues certificates for a minute. It asks hosts on port 80. */
export interface AcmeServer {
  directoryUrl: string;
  /** File with the authority of the directory's own certificate. */
  authorityFile: string;
  /** PEM of the root that what it issues ends at. */
  root: string;
  /** Let every name lead to an address. */
  resolveAll(ip: string): Promise<void>;
  /** Let one name lead to another address; null: no longer. */
  resolve(host: string, ip: string | null): Promise<void>;
  /** `host:port` where these names are asked for. */
  resolver: string;
  /** Set the TXT records of a name that ends with a dot. */
  setTexts(name: string, values: readonly string[]): Promise<void>;
}

export interface Lab {
  name: string;
  /** The network of the lab, for INTERNAL_HOSTS. */
  cidr: string;
  /** This machine's address in the lab's network. */
  gateway: string;
  /** Logs in on every host. */
  clientKey: KeyPair;
  /** A host by name, started when first asked for. */
  host(name: 'one' | 'two' | (string & {}), kind?: HostKind): Promise<LabHost>;
  bareHost(): Promise<LabHost>;
  smallDiskHost(): Promise<LabHost>;
  sudoHost(): Promise<LabHost>;
  git: GitServer;
  /** A plain HTTP image registry that every host trusts: push as `<host>/name:tag`. */
  registry: { host: string };
  /** The same, for those who log in. */
  privateRegistry: { host: string; username: string; password: string };
  /** Started when first asked for. */
  acme(): Promise<AcmeServer>;
  /** End all hosts and servers and remove what they left. */
  stop(): Promise<void>;
}
