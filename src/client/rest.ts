import createFetchClient from 'openapi-fetch';

export interface RestOptions {
  /** Address of Gantry: `https://gantry.example.com`. */
  url: string;
  /** An API token. */
  token?: string;
  /** Another `fetch`, for example one that uses a proxy. */
  fetch?: (request: Request) => Promise<Response>;
}

/**
 * Create a client of the REST API: `client.GET('/applications/{uuid}', { params: { path: { uuid } } })`. A call returns
 * `{ data, error, response }` and throws only if no response arrives. This is the entry `gantry/rest` of the packed
 * client, whose declarations add the paths of the OpenAPI document.
 */
export function createRestClient({ url, token, fetch }: RestOptions) {
  return createFetchClient({
    baseUrl: `${url.replace(/\/+$/, '')}/api/v1`,
    headers: token ? { authorization: `Bearer ${token}` } : {},
    ...(fetch ? { fetch } : {}),
  });
}
