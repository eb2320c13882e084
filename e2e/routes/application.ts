// The application behind the routes, a program of the image `gantry-test/routed:1`: it tells what it sees, counts what it
// is sent, and sends events when it is told to. What is asked of it is the last part of the path.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { acceptOf, readTexts, textFrame } from './web-socket';

/** What a request was when it reached an application. */
export interface Seen {
  application: string;
  method: string;
  url: string;
  headers: Record<string, string | string[] | undefined>;
}

const PORT = 8080;
/** Long enough that any proxy compresses it. */
const text = 'All work and no play makes Jack a dull boy.\n'.repeat(500);

/** Bytes of the upload that runs, or ran last. */
let received = 0;
const streams = new Set<ServerResponse>();

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

const handlers: Readonly<Record<string, Handler>> = {
  text(_, response) {
    response.setHeader('Content-Type', 'text/plain').end(text);
  },
  async upload(request, response) {
    received = 0;
    for await (const chunk of request) received += (chunk as Buffer).length; // no encoding is set
    answer(response, received);
  },
  received(_, response) {
    answer(response, received);
  },
  events(_, response) {
    response.setHeader('Content-Type', 'text/event-stream').flushHeaders();
    streams.add(response);
    response.once('close', () => streams.delete(response));
  },
  async say(request, response) {
    let event = '';
    for await (const chunk of request.setEncoding('utf8')) event += chunk;
    for (const stream of streams) stream.write(`data: ${event}\n\n`);
    answer(response, streams.size);
  },
};

function see({ method = '', url = '', headers }: IncomingMessage, response: ServerResponse): void {
  const seen: Seen = { application: process.env.APPLICATION ?? '', method, url, headers };
  answer(response, seen);
}

function answer(response: ServerResponse, body: object | number): void {
  response.setHeader('Content-Type', 'application/json').end(JSON.stringify(body));
}

const server = createServer((request, response) => {
  const path = request.url?.split('?')[0] ?? '';
  const handler = handlers[path.slice(path.lastIndexOf('/') + 1)] ?? see;
  void handler(request, response);
});

server.on('upgrade', ({ headers }, socket) => {
  const accept = acceptOf(headers['sec-websocket-key'] ?? '');
  const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
  socket.write(`${lines.join('\r\n')}\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`);
  let bytes: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    const { texts, rest } = readTexts(Buffer.concat([bytes, chunk]));
    bytes = rest;
    for (const each of texts) socket.write(textFrame(each));
  });
  socket.on('error', () => socket.destroy());
  socket.on('end', () => socket.end());
});

server.listen(PORT);
// Process 1 has no handlers of its own.
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit());
