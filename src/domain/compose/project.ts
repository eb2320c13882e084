import type { Secret } from '../secret';
import type { ComposeService } from './service';

export interface ComposeVolume {
  /** Key in the file. */
  key: string;
  /** A fixed name instead of one derived from the resource. */
  name: string | null;
  /** A volume of the organization that exists already, by `name` or `key`. */
  external: boolean;
  labels: Readonly<Record<string, string>>;
  driver: string | null;
  driverOpts: Readonly<Record<string, string>>;
  /** Declared by a service alone. */
  implicit: boolean;
}

export interface ComposeNetwork {
  key: string;
  name: string | null;
  external: boolean;
  internal: boolean;
  labels: Readonly<Record<string, string>>;
  driver: string | null;
  driverOpts: Readonly<Record<string, string>>;
}

/** A config or a secret of the file. */
export interface ComposeFileObject {
  key: string;
  /** `file`: of the checkout or of the resource's folder, relative; `host` when it lies elsewhere. */
  source: { kind: 'content'; content: Secret } | { kind: 'file'; path: string; place: 'folder' | 'host' };
}

/** A compose file with every variable replaced and every spelling made one. */
export interface ComposeProject {
  /** In the order of the file; those of a profile that is off are left out. */
  services: readonly ComposeService[];
  volumes: readonly ComposeVolume[];
  /** Those that services use, `default` included. */
  networks: readonly ComposeNetwork[];
  configs: readonly ComposeFileObject[];
  secrets: readonly ComposeFileObject[];
}
