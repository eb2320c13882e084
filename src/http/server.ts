import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { appErrorOf } from '../api/errors';
import { appRouter } from '../api/root';
import { AppError, errorMessage, httpStatus } from '../domain/error';
import type { Secret } from '../domain/secret';
import { systemClock } from '../lib/clock';
import { exportForLibraries } from '../lib/env';
import { KeyAddresses } from '../services/audit/key-addresses';
import type { Services } from '../services/context';
import { openPolicyCopy } from './access-policy';
import { holdBody } from './body/continue';
import { createClientAddress, type ProxyTrust } from './client-address';
import { limitConnections } from './connection-limit';
import type { Gateway } from './gateway';

import type { PageHandler } from './pages';
import { createRequestHandler } from './request-handler';
import { createSessionCookie } from './sign-in/session-cookie';
import { lookAgain } from './streams/look-again';
import { createOpenStreams } from './streams/open-streams';
import { StreamPlaces } from './streams/places';
import { createStreamWatch } from './streams/watch';

export interface ServerOptions {
  host: string;
  /** 0: any free port. */
  port: number;
  trust: ProxyTrust;
  allowsQueryToken: boolean;
  nextAuthSecret: Secret;
  pages: PageHandler;
  /** Other limits than the usual ones, for tests that would otherwise wait for them. */
  connections?: Partial<typeof connectionLimits>;
}

export interface RunningServer {
  port: number;
  /** Refuse new connections, end streams, let running requests finish (at most ten seconds). */
  stop(): Promise<void>;
}

/**
 * Limits of connections (hostile-inputs row 41), in milliseconds and bytes. They limit requests; responses may take
 * longer.
 */
const connectionLimits = {
  headersTimeout: 10_000,
  requestTimeout: 60_000,
  connectionsCheckingInterval: 1_000,
  maxHeaderSize: 16 * 1024,
  keepAliveTimeout: 65_000,
  /** Open connections per address. */
  perAddress: 512,
  /** Open connections in total, so that file descriptors are left for databases, machines and files. */
  altogether: 8192,
};
const stopGraceMs = 10_000;

/**
 * Start the HTTP server: REST, tRPC, sign-in, documents, and Next's pages for everything else. Resolves when it
 * listens.
 */
export async function startServer(services: Services, options: ServerOptions): Promise<RunningServer> {
  // next-auth builds its own links from this variable alone; it must never trust the Host header.
  exportForLibraries({ NEXTAUTH_URL: `${services.installation.publicUrl}/api/auth` });
  const clientAddress = createClientAddress(options.trust);
  const streams = createOpenStreams();
  const gateway: Gateway = {
    services,
    accessPolicy: await openPolicyCopy(services),
    sessionCookie: createSessionCookie(services.installation.publicUrl, options.nextAuthSecret),
    streams,
    streamPlaces: new StreamPlaces(),
    streamWatch: createStreamWatch(services, streams, (stream) => lookAgain(gateway, stream)),
    keyAddresses: new KeyAddresses(),
    nextAuthSecret: options.nextAuthSecret,
    clientAddress,
    allowsQueryToken: options.allowsQueryToken,
  };
  const handle = createRequestHandler(gateway, appRouter, options.pages);
  const { perAddress, altogether, ...limits } = { ...connectionLimits, ...options.connections };
  const answer = (req: IncomingMessage, res: ServerResponse): void => {
    handle(req, res).catch((error: unknown) => fail(services, req, res, error));
  };
  const server = createServer({ ...limits, insecureHTTPParser: false }, answer);
  server.on('checkContinue', (req, res) => {
    holdBody(req, res);
    answer(req, res);
  });
  server.on('clientError', refuseConnection);
  server.maxConnections = altogether;
  limitConnections(server, perAddress, clientAddress);
  const port = await listen(server, options);
  return {
    port,
    async stop() {
      gateway.accessPolicy.close();
      gateway.streamWatch.close();
      gateway.streams.endAll();
      await close(server);
    },
  };
}

function listen(server: Server, { host, port }: ServerOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException) => reject(listenError(error, host, port));
    server.once('error', refuse);
    server.listen(port, host, () => {
      server.off('error', refuse);
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });
}

function listenError(cause: NodeJS.ErrnoException, host: string, port: number): AppError {
  const reasons: Record<string, string> = {
    EADDRINUSE: `port ${port} on ${host} is in use. Set PORT to another port, or stop the program that uses it.`,
    EACCES: `port ${port} needs more privileges. Set PORT to a port above 1023.`,
    EADDRNOTAVAIL: `this machine does not have the address ${host}. Set HOST to one of its addresses.`,
  };
  const reason = reasons[cause.code ?? ''] ?? cause.message;
  return new AppError('unavailable', `Gantry cannot start: ${reason}`, { cause });
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const impatience = new AbortController();
  await Promise.race([closed, systemClock.sleep(stopGraceMs, impatience.signal).catch(() => undefined)]);
  impatience.abort();
  server.closeAllConnections();
  await closed;
}

/** Refuse a request that could not be parsed: too slow, too large, or with an ambiguous length. No handler gets it. */
function refuseConnection(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  socket.end(`HTTP/1.1 ${statusLineOf(error.code)}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function statusLineOf(code: string | undefined): string {
  switch (code) {
    case 'HPE_HEADER_OVERFLOW':
      return '431 Request Header Fields Too Large';
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return '408 Request Timeout';
    default:
      return '400 Bad Request';
  }
}

/** Respond to an error that no handler caught. */
function fail({ log }: Services, req: IncomingMessage, res: ServerResponse, error: unknown): void {
  log.error({ path: req.url?.split('?')[0], error: errorMessage(error) }, 'request failed');
  const { code, message, headers } = appErrorOf(error);
  const status = httpStatus[code];
  if (res.headersSent) res.destroy();
  else
    res
      .writeHead(status, { ...headers, 'Content-Type': 'text/plain', Connection: 'close' })
      .end(`${message}\n`);
}
