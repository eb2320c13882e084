import type { Via } from './context';

/** The members of a request that may carry a credential, as `node:http` spells them. */
export interface CredentialHeaders {
  'x-api-key'?: string | string[] | undefined;
  authorization?: string | undefined;
  'coder-session-token'?: string | string[] | undefined;
}

export interface HeaderToken {
  via: Exclude<Via, 'cookie'>;
  text: string;
}

/**
 * The tokens in a request's headers, in the order of the authorization contract §1. Empty means that cookies count;
 * otherwise they are ignored. `Authorization` with another scheme is no credential.
 * @param queryToken from `?coder_session_token=`, where an operator allowed that; elsewhere query strings are no carrier
 */
export function headerTokens(headers: CredentialHeaders, queryToken?: string): HeaderToken[] {
  const tokens: HeaderToken[] = [];
  const add = (via: HeaderToken['via'], value: string | string[] | undefined) => {
    if (value !== undefined) tokens.push({ via, text: String(value).trim() });
  };
  add('api-key', headers['x-api-key']);
  add('bearer', bearerToken(headers.authorization));
  add('coder-token', headers['coder-session-token']);
  add('coder-token', queryToken);
  return tokens;
}

function bearerToken(authorization: string | undefined): string | undefined {
  return authorization === undefined
    ? undefined
    : /^bearer(?:\s+(.*))?$/is.exec(authorization)?.slice(1).join('');
}
