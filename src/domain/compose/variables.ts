/** A variable that a compose file reads (`deployment.md` D16.5): it becomes an editable one of the resource. */
export interface ComposeVariable {
  name: string;
  /** Text of its default, not yet interpolated; null: it has none. */
  defaultValue: string | null;
  /** Message of `:?` or `?`: an operation is refused while it is empty. null: not required. */
  required: string | null;
  /** Of the first place it is read. */
  line: number;
  column: number;
}

/** What is generated for a magic variable of the table in `deployment.md` §16. */
export type MagicKind =
  /** Address of a domain by its label; with the container port where the name carries one. */
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
  /** What it is stored under: hyphens and dots of the file's spelling are `_`. */
  name: string;
  value: MagicKind;
}

/** A domain that a file asks for. */
export interface MagicDomain {
  /** Unique in the file, fit for a host name: `<label>-<uuid>.<wildcard domain>`. */
  label: string;
  service: string;
  /** Container port; null: the first one of the image. */
  port: number | null;
  /** `/` or a prefix that the address carries. */
  path: string;
}

export interface MagicVariables {
  /** Each name once, those included that a name entails (`SERVICE_FQDN_X` beside `SERVICE_URL_X_3000`). */
  variables: readonly MagicVariable[];
  domains: readonly MagicDomain[];
}
