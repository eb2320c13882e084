import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { RequestInfo } from '../auth/context';
import type { Gateway } from './gateway';

const maxUserAgent = 512;

export function requestInfo(
  gateway: Gateway,
  req: IncomingMessage,
  surface: RequestInfo['surface'],
): RequestInfo {
  return {
    requestId: randomUUID(),
    ip: gateway.clientAddress(req),
    userAgent: req.headers['user-agent']?.slice(0, maxUserAgent) ?? null,
    surface,
  };
}
