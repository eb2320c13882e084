import { randomBytes } from 'node:crypto';
import http, { type ClientRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { Duplex, Readable } from 'node:stream';
import type { Seen } from './application';
import { acceptOf, readTexts, textFrame } from './web-socket';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

interface Asking {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** A visitor of the proxy of a machine: names need no DNS, and paths arrive as they are written. */
export class Visitor {
  /** @param authority PEM of the root that certificates must end at */
  constructor(
    private readonly address: string,
    private readonly authority: string,
  ) {}

  /** Begin a request over a connection of its own. */
  open(url: string, { method = 'GET', headers = {} }: Omit<Asking, 'body'> = {}): ClientRequest {
    const [, scheme, host = '', path = '/'] = /^(https?):\/\/([^/]+)(\/.*)?$/.exec(url) ?? [];
    const options = { host: this.address, method, path, headers: { Host: host, ...headers }, agent: false };
    return scheme === 'https'
      ? https.request({ ...options, port: 443, servername: host, ca: this.authority })
      : http.request({ ...options, port: 80 });
  }

  async ask(url: string, { body, ...asking }: Asking = {}): Promise<Answer> {
    return wholeAnswer(this.open(url, asking).end(body));
  }

  /** What the application behind a URL sees of a request. */
  async seen(url: string, asking?: Asking): Promise<Seen> {
    const { status, body } = await this.ask(url, asking);
    if (status !== 200) throw new Error(`${url} answers ${status}: ${body}`);
    return JSON.parse(String(body));
  }

  /** Open a stream of events as a browser would; resolves with its head, before any event. */
  async events(url: string): Promise<AsyncGenerator<string, void>> {
    const headers = { Accept: 'text/event-stream', 'Accept-Encoding': 'gzip' };
    const response = await head(this.open(url, { headers }).end());
    return eventsOf(response);
  }

  /** Open a WebSocket, as a browser would. */
  async webSocket(url: string): Promise<WebSocketOfEchoes> {
    const key = randomBytes(16).toString('base64');
    const headers = {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': key,
      'Accept-Encoding': 'gzip',
    };
    const request = this.open(url, { headers }).end();
    return new Promise((resolve, reject) => {
      request.once('error', reject);
      request.once('response', ({ statusCode }) => reject(new Error(`No WebSocket: status ${statusCode}`)));
      request.once('upgrade', (response, socket) => {
        if (response.headers['sec-websocket-accept'] === acceptOf(key))
          resolve(new WebSocketOfEchoes(socket));
        else reject(new Error('The handshake of the WebSocket was not answered.'));
      });
    });
  }
}

/** A WebSocket to an application that says what it is told. */
export class WebSocketOfEchoes {
  constructor(private readonly socket: Duplex) {}

  /** Send a text, and resolve with the next one that comes. */
  say(text: string): Promise<string> {
    this.socket.write(textFrame(text, randomBytes(4)));
    return new Promise((resolve, reject) => {
      let bytes: Buffer = Buffer.alloc(0);
      const end = () => reject(new Error('The WebSocket was closed.'));
      const read = (chunk: Buffer) => {
        bytes = Buffer.concat([bytes, chunk]);
        const [first] = readTexts(bytes).texts;
        if (first === undefined) return;
        this.socket.off('data', read).off('close', end);
        resolve(first);
      };
      this.socket.on('data', read).once('close', end);
      if (this.socket.destroyed) end();
    });
  }

  close(): void {
    this.socket.destroy();
  }
}

/** Resolve with the answer to a request when all of it is there. */
export async function wholeAnswer(request: ClientRequest): Promise<Answer> {
  const response = await head(request);
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer); // no encoding is set
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) };
}

function head(request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.once('response', resolve).once('error', reject);
  });
}

async function* eventsOf(stream: Readable): AsyncGenerator<string, void> {
  let text = '';
  for await (const chunk of stream.setEncoding('utf8')) {
    const events = `${text}${chunk}`.split('\n\n');
    text = events.pop() ?? '';
    for (const event of events) yield event.replace(/^data: /, '');
  }
}
