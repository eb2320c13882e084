import { setTimeout as sleep } from 'node:timers/promises';

/** Answers are looked at member by member in assertions; their shapes are the contract's. */
// biome-ignore lint/suspicious/noExplicitAny: the body of any endpoint
export type Body = any;

export class RestError extends Error {
  constructor(
    readonly status: number,
    readonly body: Body,
  ) {
    super(`${status} ${JSON.stringify(body)}`);
  }
}

/** `/api/v1` as a client sees it, with one token. */
export class Rest {
  constructor(
    readonly base: string,
    private readonly token: string,
  ) {}

  get(path: string): Promise<Body> {
    return this.call('GET', path);
  }

  /** The same with a new token that has these abilities alone. */
  async withAbilities(...abilities: string[]): Promise<Rest> {
    const { token } = await this.post('/tokens', { name: abilities.join(' '), abilities });
    return new Rest(this.base, token);
  }

  post(path: string, body: unknown = {}): Promise<Body> {
    return this.call('POST', path, body);
  }

  patch(path: string, body: unknown): Promise<Body> {
    return this.call('PATCH', path, body);
  }

  delete(path: string): Promise<Body> {
    return this.call('DELETE', path);
  }

  /** @throws RestError for any status of 400 and above */
  async call(method: string, path: string, body?: unknown): Promise<Body> {
    const response = await this.raw(method, path, body);
    const text = await response.text();
    const parsed: Body = text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text;
    if (response.status >= 400) throw new RestError(response.status, parsed);
    return parsed;
  }

  raw(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.base + path, {
      method,
      headers: {
        Authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Read until the condition holds. As every client may, it asks again when the answer is to try again in a moment. */
  async eventually(path: string, condition: (body: Body) => boolean, limitMs = 120_000): Promise<Body> {
    const giveUp = Date.now() + limitMs;
    let last: Body;
    do {
      const body = await this.get(path).catch(askAgain);
      if (body !== undefined && condition(body)) return body;
      last = body ?? last;
      await sleep(100);
    } while (Date.now() < giveUp);
    throw new Error(`${path} stays at ${JSON.stringify(last).slice(0, 2000)}`);
  }

  async isHealthy(): Promise<boolean> {
    try {
      return (await fetch(`${this.base}/health`)).ok;
    } catch (error) {
      if (error instanceof TypeError) return false; // nothing listens yet
      throw error;
    }
  }
}

function askAgain(error: unknown): undefined {
  if (!(error instanceof RestError) || error.status !== 503) throw error;
}
