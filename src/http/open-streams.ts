import type { ServerResponse } from 'node:http';

/** Answers that stay open: they are ended when the server stops, or when their credential is no longer good. */
export interface OpenStreams {
  add(res: ServerResponse): void;
  endAll(): void;
}

export function createOpenStreams(): OpenStreams {
  const open = new Set<ServerResponse>();
  return {
    add(res) {
      open.add(res);
      res.once('close', () => open.delete(res));
    },
    endAll() {
      for (const res of open) res.destroy();
    },
  };
}
