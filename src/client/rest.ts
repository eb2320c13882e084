import createFetchClient from 'openapi-fetch';

export interface RestOptions {
  /** Where Gantry is: `https://gantry.example.com`. */
  url: string;
  /** An API token. */
  token?: string;
  /** Another `fetch`, to go through a proxy for example. */
  fetch?: (request: Request) => Promise<Response>;
}

/**
 * Create a client of the REST API: `client.GET('/applications/{uuid}', { params: { path: { uuid } } })`. A call answers
 * `{ data, error, response }` and throws only when no answer arrives. The entry `gantry/rest` of the packed client, whose
 * declarations give it the paths of the OpenAPI document.
 */
export function createRestClient({ url, token, fetch }: RestOptions) {
  return createFetchClient({
    baseUrl: `${url.replace(/\/+$/, '')}/api/v1`,
    headers: token ? { authorization: `Bearer ${token}` } : {},
    ...(fetch ? { fetch } : {}),
  });
}
