import { Secret } from '../../domain/secret';

export interface UrlParts {
  scheme: string;
  user: string;
  password: Secret;
  host: string;
  port: number;
  /** Database and options, starting with the slash. */
  rest: string;
}

/** Build a connection URL; credentials are percent-encoded, IPv6 addresses bracketed. */
export function databaseUrl({ scheme, user, password, host, port, rest }: UrlParts): Secret {
  const credentials = `${encoded(user)}:${encoded(password.reveal())}`;
  return new Secret(`${scheme}://${credentials}@${host.includes(':') ? `[${host}]` : host}:${port}${rest}`);
}

/** Encode all but the unreserved characters of RFC 3986; `encodeURIComponent` leaves `!'()*` unchanged. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
