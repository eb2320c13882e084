import type { Via } from './context';

/**
 * Headers of a request that may carry a credential, each as often as it was sent (`headersDistinct` of `node:http`).
 */
export interface CredentialHeaders {
  'x-api-key'?: readonly string[] | undefined;
  authorization?: readonly string[] | undefined;
  'coder-session-token'?: readonly string[] | undefined;
}

export interface HeaderToken {
  via: Exclude<Via, 'cookie'>;
  text: string;
}

/**
 * Read the tokens in a request's headers, in the order of the authorization contract §1. If there are any, cookies are
 * ignored. `Authorization` with another scheme is not a credential.
 * @param queryToken from `?coder_session_token=`, if an operator allowed that; otherwise query strings carry no
 *   credentials
 */
export function headerTokens(headers: CredentialHeaders, queryToken?: string): HeaderToken[] {
  const tokens = (via: HeaderToken['via'], values: readonly string[] = []) =>
    values.map((value) => ({ via, text: value.trim() }));
  return [
    ...tokens('api-key', headers['x-api-key']),
    ...tokens('bearer', headers.authorization?.flatMap(bearerToken)),
    ...tokens('coder-token', headers['coder-session-token']),
    ...tokens('coder-token', queryToken === undefined ? [] : [queryToken]),
  ];
}

function bearerToken(authorization: string): string[] {
  const match = /^bearer(?:\s+(.*))?$/is.exec(authorization);
  return match ? [match[1] ?? ''] : [];
}
