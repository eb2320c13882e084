/** The "Redis" that @upstash/ratelimit expects (authorization contract §10). Scripts are identified by their SHA-1. */
export interface LimitBackend {
  evalsha(sha: string, keys: string[], args: unknown[]): Promise<unknown>;
  eval(script: string, keys: string[], args: unknown[]): Promise<unknown>;
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<unknown>;
  del(...keys: string[]): Promise<number>;
}
