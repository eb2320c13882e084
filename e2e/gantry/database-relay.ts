import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { Transform } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Secret } from '../../src/domain/secret';

/** Time that each answer takes longer, so that Gantry can be met between two statements. */
const answerDelayMs = 100;

/** A connection to PostgreSQL that is far away and can be cut. */
export class DatabaseRelay {
  readonly #sockets = new Set<Socket>();
  #isCut = false;

  private constructor(
    /** The database's address through the relay. */
    readonly url: Secret,
    private readonly server: Server,
  ) {}

  static async open(database: Secret): Promise<DatabaseRelay> {
    const { hostname, port } = new URL(database.reveal());
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = new URL(database.reveal());
    url.port = String((server.address() as AddressInfo).port); // it listens on a port
    const relay = new DatabaseRelay(new Secret(url.href), server);
    server.on('connection', (near) => relay.#join(near, connect(Number(port), hostname)));
    return relay;
  }

  /** Cut all connections, and each new one. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  async close(): Promise<void> {
    this.cut();
    this.server.close();
    await once(this.server, 'close');
  }

  #join(near: Socket, far: Socket): void {
    const late = new Transform({
      transform: (chunk, _, done) => void sleep(answerDelayMs).then(() => done(null, chunk)),
    });
    near.pipe(far).pipe(late).pipe(near);
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined); // `close` follows
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    if (this.#isCut) near.destroy();
  }
}
