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
  | { kind: 'url'; port: number | null; path: string }
  | { kind: 'fqdn'; port: number | null; path: string }
  /** Name of the service in its network. */
  | { kind: 'name' }
  | { kind: 'user' | 'lowercase-user' }
  /** Random characters of an alphabet. */
  | { kind: 'password' | 'password-with-symbols' | 'alphanumeric' | 'hex'; length: number }
  /** Base64 of this many random bytes. */
  | { kind: 'base64'; bytes: number }
  /** HS256 token signed with SERVICE_PASSWORD_JWT. */
  | { kind: 'jwt'; role: 'anon' | 'service_role' };

export interface MagicVariable {
  /** As the file spells it. */
  name: string;
  value: MagicKind;
  /** Service it belongs to; null: none is meant (a password that several share). */
  service: string | null;
}

/** A domain that a file asks for. */
export interface MagicDomain {
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
