// Gantry's REST API, used as any program would.

/** Call `/api/v1` with a token; an answer that is not 2xx throws with what it said. */
export function apiClient(address, token) {
  return async function call(method, path, body) {
    const response = await fetch(`${address}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok)
      throw new ApiError(`${method} /api/v1${path} answered ${response.status}: ${text}`, response.status);
    return text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text;
  };
}

export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

/** The uuid of the one called `name` in a list, or of a new one. */
export async function ensureNamed(api, path, name, create) {
  const known = (await api('GET', path)).find((entry) => entry.name === name);
  return known ? { uuid: known.uuid, isNew: false } : { ...(await create()), isNew: true };
}
