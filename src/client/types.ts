// The words of the typed client. Self-contained: the packed declarations begin with this file as it is.

export interface ClientOptions {
  /** Where Gantry is: `https://gantry.example.com`. */
  url: string;
  /** An API token. Pages of the console's own origin leave it out and are known by their cookie. */
  token?: string;
  /** Another `fetch`, to go through a proxy for example. */
  fetch?: typeof globalThis.fetch;
}

export interface CallOptions {
  /** Ends the call or the stream. */
  signal?: AbortSignal;
}

/** The arguments of a call: an input without required members may be left out. */
export type CallArguments<Input> =
  Record<never, never> extends Input
    ? [input?: Input, options?: CallOptions]
    : [input: Input, options?: CallOptions];

/** A procedure that reads. */
export interface Query<Input, Output> {
  /** @throws GantryError */
  query(...args: CallArguments<Input>): Promise<Output>;
}

/** A procedure that changes something. */
export interface Mutation<Input, Output> {
  /** @throws GantryError */
  mutate(...args: CallArguments<Input>): Promise<Output>;
}

/** A procedure that answers a stream of events. */
export interface Subscription<Input, Event> {
  /**
   * Read events until the stream ends, the loop is left, or the signal aborts. A lost connection is opened again and goes
   * on after the last event that arrived, where events have an `id`.
   * @throws GantryError when the stream is refused
   */
  subscribe(...args: CallArguments<Input>): AsyncIterable<Event>;
}

/** Input of a procedure: `InputOf<Client['application']['update']>`. */
export type InputOf<Procedure> =
  Procedure extends Query<infer Input, unknown>
    ? Input
    : Procedure extends Mutation<infer Input, unknown>
      ? Input
      : Procedure extends Subscription<infer Input, unknown>
        ? Input
        : never;

/** Answer of a procedure, or one event of its stream: `OutputOf<Client['application']['get']>`. */
export type OutputOf<Procedure> = Procedure extends { query(...args: never): Promise<infer Output> }
  ? Output
  : Procedure extends { mutate(...args: never): Promise<infer Output> }
    ? Output
    : Procedure extends { subscribe(...args: never): AsyncIterable<infer Event> }
      ? Event
      : never;
