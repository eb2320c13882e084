import { Agent, type ClientRequestArgs } from 'node:http';
import { type Duplex, PassThrough } from 'node:stream';

/** Methods that Node's HTTP client calls on a socket but an SSH channel does not have. */
const SOCKET_METHODS = ['setKeepAlive', 'setNoDelay', 'setTimeout', 'ref', 'unref'] as const;

function asSocket(channel: Duplex): Duplex {
  const missing = SOCKET_METHODS.filter((method) => !(method in channel));
  // A socket closes itself when the other side ends; a channel stays half open, and would be reused.
  channel.once('end', () => {
    channel.end();
    channel.emit('agentRemove'); // makes an agent drop a socket, which must have ended by then
  });
  return Object.assign(channel, Object.fromEntries(missing.map((method) => [method, () => channel])));
}

/** An agent for Node's HTTP client over byte streams opened elsewhere. */
export class ChannelAgent extends Agent {
  readonly #open: () => Promise<Duplex>;

  /** @param keep number of streams kept open between requests: each saves a round trip */
  constructor(open: () => Promise<Duplex>, keep: number) {
    super({ keepAlive: keep > 0, maxFreeSockets: keep, scheduling: 'lifo' });
    this.#open = open;
    // A stream that is not read would not notice its end, and would be reused.
    this.on('free', (channel: Duplex) => channel.resume());
  }

  /** Called by Node's HTTP client. */
  override createConnection(
    _options: ClientRequestArgs,
    done?: (error: Error | null, socket: Duplex) => void,
  ): undefined {
    this.#open().then(
      (channel) => done?.(null, asSocket(channel)),
      (error) => done?.(error, new PassThrough()), // Node checks the error first
    );
  }
}
