import type { Client, ClientChannel } from 'ssh2';
import type { Clock } from '../../lib/clock';
import { ConnectionLost } from './failures';
import { guardIncoming } from './incoming-guard';
import { Semaphore } from './semaphore';

/**
 * Exec channels per connection. OpenSSH refuses the eleventh session (MaxSessions 10); two stay free for stopping
 * commands.
 */
const EXEC_CHANNELS = 8;

/** One signed-in SSH connection. Exec channels are counted and queued; forwarded sockets are not limited by sshd. */
export class SshConnection {
  readonly #client: Client;
  readonly #address: string;
  readonly #exec = new Semaphore(EXEC_CHANNELS);
  #users = 0;
  #open = true;
  #draining = false;
  #lastUse: number;
  readonly #clock: Clock;

  constructor(client: Client, address: string, clock: Clock) {
    this.#client = client;
    this.#address = address;
    this.#clock = clock;
    this.#lastUse = clock.monotonicMs();
    client.setMaxListeners(0); // one listener per running call
    client.on('close', () => {
      this.#open = false;
    });
  }

  get usable(): boolean {
    return this.#open && !this.#draining;
  }

  /** Milliseconds since the last user left; 0 while there is one. */
  get idleMs(): number {
    return this.#users > 0 ? 0 : this.#clock.monotonicMs() - this.#lastUse;
  }

  get hasOneUser(): boolean {
    return this.#users === 1;
  }

  /** Keep the connection from counting as idle: a caller is about to use it. */
  touch(): void {
    this.#lastUse = this.#clock.monotonicMs();
  }

  get address(): string {
    return this.#address;
  }

  /** Count `work` as a user, so that the connection is not closed meanwhile. */
  async use<T>(work: () => Promise<T>): Promise<T> {
    this.#users++;
    try {
      return await work();
    } finally {
      this.#users--;
      this.touch();
      this.#endWhenDrained();
    }
  }

  get hasFreeExec(): boolean {
    return this.#exec.isFree;
  }

  /** Wait for one of the exec channels. The returned function releases it. */
  execSlot(signal?: AbortSignal): Promise<() => void> {
    return this.#exec.acquire(signal);
  }

  /** Start a command line. Not limited here: take an `execSlot` first, except to stop another command. */
  exec(line: string, doing: string): Promise<ClientChannel> {
    return this.#channel(doing, (done) => this.#client.exec(line, done));
  }

  /** Open a byte stream to a unix socket of the machine (`direct-streamlocal@openssh.com`, OpenSSH PROTOCOL 2.4). */
  unixSocket(path: string, doing: string): Promise<ClientChannel> {
    return this.#channel(doing, (done) => this.#client.openssh_forwardOutStreamLocal(path, done));
  }

  /** Open a TCP connection from the machine (`direct-tcpip`, RFC 4254, 7.2). */
  tcp(address: string, port: number, doing: string): Promise<ClientChannel> {
    return this.#channel(doing, (done) => this.#client.forwardOut('127.0.0.1', 0, address, port, done));
  }

  /** Settle with the promise, or reject with ConnectionLost as soon as the connection ends. */
  orLost<T>(promise: Promise<T>, doing: string): Promise<T> {
    return new Promise((resolve, reject) => {
      const lost = () => reject(new ConnectionLost(this.#address, doing));
      this.#client.once('close', lost);
      promise.then(resolve, reject).finally(() => this.#client.off('close', lost));
    });
  }

  /** Accept no new work, and close when the running work has ended. */
  drain(): void {
    this.#draining = true;
    this.#endWhenDrained();
  }

  #endWhenDrained(): void {
    if (this.#draining && this.#users === 0) this.#client.end();
  }

  #channel(
    doing: string,
    open: (done: (error: Error | undefined, channel: ClientChannel) => void) => unknown,
  ): Promise<ClientChannel> {
    return new Promise((resolve, reject) => {
      const lost = (error?: unknown) => reject(new ConnectionLost(this.#address, doing, error));
      if (!this.#open) return lost();
      try {
        // When the connection ends, ssh2 calls every open callback with an error.
        open((error, channel) => {
          if (!error) {
            guardIncoming(channel, () => this.#client.destroy());
            resolve(channel);
          } else if (this.#open) reject(error);
          else lost(error);
        });
      } catch (error) {
        lost(error); // ssh2 throws `Not connected`
      }
    });
  }
}
