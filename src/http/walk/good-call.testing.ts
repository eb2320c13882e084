import type { Person, World } from './world.testing';

/** A correct call: what is sent besides the ids in the path, by whom, and its outcome. */
export interface GoodCall {
  body?: Readonly<Record<string, unknown>>;
  /** Ids in the path, where new objects are not enough. */
  ids?: Readonly<Record<string, string>>;
  /** `key`: with an API key that has `root`. `anonymous`: without a credential. Otherwise with a session. */
  as?: 'session' | 'key' | 'anonymous';
  /** Token of a person other than that of the call. */
  token?: string;
  /** Why it cannot succeed in a test without machines, mails and providers. Its refusal is audited too. */
  fails?: string;
}

export type GoodCallOf = (world: World, by: Person) => Promise<GoodCall> | GoodCall;
