/**
 * A variable that a compose file reads (`deployment.md` D16.5), which becomes an editable variable of the resource.
 */
export interface ComposeVariable {
  name: string;
  /** Its default, not yet interpolated; null: none. */
  defaultValue: string | null;
  /** Message of `:?` or `?`: operations are refused while it is empty. null: not required. */
  required: string | null;
  /** Line of its first use. */
  line: number;
  column: number;
}

/** What is generated for a magic variable in the table of `deployment.md` §16. */
export type MagicKind =
  /** Address of a domain, by its label; with the container port if the name contains one. */
  | { kind: 'url' | 'fqdn'; domain: string; port: number | null }
  /** Name of the service in its network. */
  | { kind: 'name'; service: string }
  | { kind: 'user' | 'lowercase-user' }
  /** Random characters of an alphabet. */
  | { kind: 'password' | 'password-with-symbols' | 'alphanumeric' | 'hex'; length: number }
  /** Base64 of this many random bytes. */
  | { kind: 'base64'; bytes: number }
  /** HS256 token signed with SERVICE_PASSWORD_JWT. */
  | { kind: 'jwt'; role: 'anon' | 'service_role' };

export interface MagicVariable {
  /** Name it is stored under: hyphens and dots in the file become `_`. */
  name: string;
  value: MagicKind;
}

/** A domain that a file requests. */
export interface MagicDomain {
  /** Unique in the file, and usable in a host name: `<label>-<uuid>.<wildcard domain>`. */
  label: string;
  service: string;
  /** Container port; null: the image's first. */
  port: number | null;
  /** `/` or a prefix in the address. */
  path: string;
}

export interface MagicVariables {
  /** Each name once, including implied names (`SERVICE_FQDN_X` for `SERVICE_URL_X_3000`). */
  variables: readonly MagicVariable[];
  domains: readonly MagicDomain[];
}
