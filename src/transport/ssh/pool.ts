import { createHash } from 'node:crypto';
import { AppError } from '../../domain/error';
import type { Clock } from '../../lib/clock';
import { connect } from './connect';
import { SshConnection } from './connection';
import type { HostTarget } from './target';

const IDLE_CLOSE_MS = 5 * 60_000;

interface Entry {
  key: string;
  connection: Promise<SshConnection>;
  /** Aborted when the entry leaves the pool: ends its idle watch. */
  gone: AbortController;
}

/** Join everything a connection depends on; a target that differs in any of it gets a new connection. */
function targetKey(target: HostTarget): string {
  const parts = [target.address, target.port, target.user, target.privateKey.reveal(), target.hostKey];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64');
}

/** One SSH connection per server, opened when first needed and closed when idle. */
export class ConnectionPool {
  readonly #entries = new Map<string, Entry>();
  readonly #clock: Clock;
  #closed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Get the connection to this target. Concurrent callers share one attempt; a failed attempt is not kept.
   * @param lane a second, third… connection for streams that would take all exec channels of the first
   * @throws ConnectFailure, HostKeyMismatch
   */
  async connection(target: HostTarget, lane = 0): Promise<SshConnection> {
    if (this.#closed) throw new AppError('unavailable', 'Gantry is stopping.');
    const place = `${target.serverUuid}/${lane}`;
    const key = targetKey(target);
    const known = this.#entries.get(place);
    if (known?.key !== key) return this.#replace(place, target, key);
    const connection = await known.connection;
    if (connection.usable) {
      connection.touch();
      return connection;
    }
    // It died; the first of the callers to notice opens the next one.
    if (this.#entries.get(place) !== known) return this.connection(target, lane);
    return this.#replace(place, target, key);
  }

  /** Close the connection of a server as soon as nothing runs on it. */
  drop(serverUuid: string): void {
    for (const place of this.#entries.keys()) {
      if (place.startsWith(`${serverUuid}/`)) this.#leave(place);
    }
  }

  /** Drain every connection; running channels end on their own. */
  close(): void {
    this.#closed = true;
    for (const place of this.#entries.keys()) this.#leave(place);
  }

  #leave(place: string): void {
    const entry = this.#entries.get(place);
    if (!entry) return;
    this.#entries.delete(place);
    entry.gone.abort();
    entry.connection.then(
      (connection) => connection.drain(),
      () => undefined, // the caller that opened it has the error
    );
  }

  #replace(place: string, target: HostTarget, key: string): Promise<SshConnection> {
    this.#leave(place);
    const open = connect(target).then((client) => new SshConnection(client, target.address, this.#clock));
    const entry: Entry = { key, connection: open, gone: new AbortController() };
    this.#entries.set(place, entry);
    const forget = () => {
      if (this.#entries.get(place) === entry) this.#leave(place);
    };
    open.then((connection) => this.#idleFor(connection, entry.gone.signal)).then(forget, forget);
    return open;
  }

  /** Resolve when the connection has not been used for a while, or reject when the entry is gone. */
  async #idleFor(connection: SshConnection, gone: AbortSignal): Promise<void> {
    while (connection.usable && connection.idleMs < IDLE_CLOSE_MS) {
      await this.#clock.sleep(IDLE_CLOSE_MS - connection.idleMs, gone);
    }
  }
}
