import type { Clock } from '../lib/clock';
import type { Logger } from '../lib/log';
import type { Host } from './host';
import { ConnectionPool } from './ssh/pool';
import type { HostTarget } from './ssh/target';
import { SshHost } from './ssh-host';

export interface HostPool {
  /** Get the machine of a target. Nothing connects until it is used. */
  host(target: HostTarget): Host;
  /** Close the connection of a server when nothing runs on it; the next use opens a new one. */
  drop(serverUuid: string): void;
  /** Drain all connections; later uses are refused. */
  close(): Promise<void>;
}

export interface HostPoolOptions {
  clock: Clock;
  log?: Logger;
}

/** Create the pool of all SSH connections of this process; create one and share it. */
export function createHostPool({ clock, log }: HostPoolOptions): HostPool {
  const pool = new ConnectionPool(clock);
  return {
    host: (target) => {
      const { serverUuid } = target;
      const skipped = (what: string, reason: string) =>
        log?.warn({ serverUuid, what, reason }, 'skipped an item that Docker answered');
      return new SshHost({ target, pool, clock, skipped });
    },
    drop: (serverUuid) => pool.drop(serverUuid),
    close: async () => pool.close(),
  };
}
