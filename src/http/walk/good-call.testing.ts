import type { Person, World } from './world.testing';

/** A call that is right: what is sent besides the ids in the path, by whom, and what becomes of it. */
export interface GoodCall {
  body?: Readonly<Record<string, unknown>>;
  /** Ids in the path, where one that was just made will not do. */
  ids?: Readonly<Record<string, string>>;
  /** `key`: an API key with `root`. `anonymous`: without a credential. A session otherwise. */
  as?: 'session' | 'key' | 'anonymous';
  /** Token of another person than that of the call. */
  token?: string;
  /**
   * Why it cannot succeed in a test without machines, mails and providers; it is then refused, which is audited too.
   */
  fails?: string;
}

export type GoodCallOf = (world: World, by: Person) => Promise<GoodCall> | GoodCall;
