import type { ServerResponse } from 'node:http';

/** Answers that stay open: they are ended when the server stops, or when their credential is no longer good. */
export interface OpenStreams {
  add(res: ServerResponse): void;
  /** Aborts when the server stops: answers that are held back leave as they are. */
  readonly ending: AbortSignal;
  endAll(): void;
}

export function createOpenStreams(): OpenStreams {
  const open = new Set<ServerResponse>();
  const ending = new AbortController();
  return {
    ending: ending.signal,
    add(res) {
      open.add(res);
      res.once('close', () => open.delete(res));
    },
    endAll() {
      ending.abort();
      for (const res of open) res.destroy();
    },
  };
}
