import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Principal, RequestInfo } from '../../auth/context';

/** A response that stays open, with what was known when it was admitted. */
export interface OpenStream {
  req: IncomingMessage;
  res: ServerResponse;
  info: RequestInfo;
  opener: Principal;
  /** When the opener's credential expires; null: never. */
  endsAt: Date | null;
  /** When the credential was last found valid, in milliseconds of the monotonic clock. */
  checkedAt: number;
  /** Aborts when the connection closes. */
  closed: AbortSignal;
}

export interface OpenStreams extends Iterable<OpenStream> {
  add(stream: OpenStream): void;
  /** Aborts when the server stops, so that responses that are held back are sent. */
  readonly ending: AbortSignal;
  endAll(): void;
}

export function createOpenStreams(): OpenStreams {
  const open = new Set<OpenStream>();
  const ending = new AbortController();
  return {
    [Symbol.iterator]: () => open.values(),
    ending: ending.signal,
    add(stream) {
      open.add(stream);
      stream.res.once('close', () => open.delete(stream));
    },
    endAll() {
      ending.abort();
      for (const { res } of open) res.destroy();
    },
  };
}
