import type { Secret } from '../secret';
import type { ComposeService } from './service';

export interface ComposeVolume {
  /** Key in the file. */
  key: string;
  /** A fixed name instead of one derived from the resource. */
  name: string | null;
  /** An existing volume of the organization, by `name` or `key`. */
  external: boolean;
  labels: Readonly<Record<string, string>>;
  driver: string | null;
  driverOpts: Readonly<Record<string, string>>;
  /** Declared only by a service. */
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

/** A config or secret of the file. */
export interface ComposeFileObject {
  key: string;
  /** `file`: relative, in the checkout or the resource's folder; `host` when it is elsewhere. */
  source: { kind: 'content'; content: Secret } | { kind: 'file'; path: string; place: 'folder' | 'host' };
}

/** A compose file with all variables replaced, normalized. */
export interface ComposeProject {
  /** In file order, without those of disabled profiles. */
  services: readonly ComposeService[];
  volumes: readonly ComposeVolume[];
  /** Networks that services use, including `default`. */
  networks: readonly ComposeNetwork[];
  configs: readonly ComposeFileObject[];
  secrets: readonly ComposeFileObject[];
}
