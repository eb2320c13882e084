import type { Body } from '../gantry/rest';
import type { History, Violations } from './history';
import type { ProcessName } from './schedule';

export interface Answer {
  status: number;
  body: Body;
}

export interface Endpoint {
  base: string;
  /** False while the run itself keeps the process from answering. */
  isExpectedToAnswer(since: number): boolean;
}

/** D20.1 says 5 s while PostgreSQL is away; a machine without a free processor gets six times that. */
const answerWithinMs = 30_000;
const giveUpMs = 60_000;

/** The REST interface of both processes. Looks at every answer: a 5xx other than 503 is a broken promise. */
export class ChaosApi {
  constructor(
    private readonly endpoints: Record<ProcessName, Endpoint>,
    private readonly token: string,
    private readonly history: History,
    private readonly violations: Violations,
  ) {}

  /** The answer of the process that is asked first, else of the other one; null when neither answers. */
  async call(first: ProcessName, method: string, path: string, body?: unknown): Promise<Answer | null> {
    const answer = await this.ask(first, method, path, body);
    // Only what surely changed nothing is asked again.
    if (answer !== null || method !== 'GET') return answer;
    return this.ask(other(first), method, path, body);
  }

  /** Null when this process does not answer. */
  async ask(name: ProcessName, method: string, path: string, body?: unknown): Promise<Answer | null> {
    const endpoint = this.endpoints[name];
    const began = this.history.now();
    const what = `${method} ${withoutIds(path)} (process ${name})`;
    try {
      const response = await fetch(endpoint.base + path, {
        method,
        headers: this.headers(body !== undefined),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: AbortSignal.timeout(giveUpMs),
      });
      const text = await response.text();
      if (response.status >= 500 && response.status !== 503)
        this.violations.add(`${what} answered ${response.status}`, {
          from: began,
          detail: text.slice(0, 300),
        });
      const took = this.history.now() - began;
      if (took > answerWithinMs && endpoint.isExpectedToAnswer(began))
        this.violations.add(`${what} was answered late`, {
          from: began,
          to: this.history.now(),
          detail: `after ${Math.round(took / 1000)} s`,
        });
      const isJson = response.headers.get('content-type')?.includes('json') === true;
      return { status: response.status, body: isJson && text !== '' ? JSON.parse(text) : text };
    } catch (error) {
      if (endpoint.isExpectedToAnswer(began))
        this.violations.add(`${what} was not answered`, {
          from: began,
          to: this.history.now(),
          detail: causeOf(error),
        });
      return null;
    }
  }

  /** Open an event stream; null when the process does not answer or refuses. */
  async open(
    name: ProcessName,
    path: string,
    lastEventId: string | null,
    signal: AbortSignal,
  ): Promise<Response | null> {
    const headers = { ...this.headers(false), Accept: 'text/event-stream' };
    try {
      const response = await fetch(this.endpoints[name].base + path, {
        headers: lastEventId === null ? headers : { ...headers, 'Last-Event-ID': lastEventId },
        signal,
      });
      if (response.status >= 500 && response.status !== 503)
        this.violations.add(
          `GET ${withoutIds(path)} as a stream (process ${name}) answered ${response.status}`,
          { detail: await response.text() },
        );
      if (response.ok) return response;
      await response.body?.cancel();
      return null;
    } catch {
      return null; // the process is away or frozen; the caller asks the other one
    }
  }

  private headers(hasBody: boolean): Record<string, string> {
    return {
      Authorization: `Bearer ${this.token}`,
      ...(hasBody ? { 'Content-Type': 'application/json' } : {}),
    };
  }
}

/** So that the same mistake on many objects is one. */
const withoutIds = (path: string) => path.replace(/[a-z0-9]{20,}/g, '…');

export const other = (name: ProcessName): ProcessName => (name === 'a' ? 'b' : 'a');

function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
