// Types of the typed client. Self-contained, because the packed declarations begin with this file unchanged.

export interface ClientOptions {
  /** Address of Gantry: `https://gantry.example.com`. */
  url: string;
  /** An API token. Pages of the console's own origin omit it and use their cookie. */
  token?: string;
  /** Another `fetch`, for example one that uses a proxy. */
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

/** A procedure that returns a stream of events. */
export interface Subscription<Input, Event> {
  /**
   * Read events until the stream ends, the loop is left, or the signal aborts. A lost connection is opened again and
   * continues after the last event that arrived, if events have an `id`.
   * @throws GantryError if the stream is refused
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

/** Output of a procedure, or one event of its stream: `OutputOf<Client['application']['get']>`. */
export type OutputOf<Procedure> = Procedure extends { query(...args: never): Promise<infer Output> }
  ? Output
  : Procedure extends { mutate(...args: never): Promise<infer Output> }
    ? Output
    : Procedure extends { subscribe(...args: never): AsyncIterable<infer Event> }
      ? Event
      : never;
