import type { IncomingMessage } from 'node:http';
import type { Secret } from '../domain/secret';
import type { Services } from '../services/context';
import type { ApiSwitch } from './api-switch';
import type { OpenStreams } from './open-streams';
import type { SessionCookie } from './sign-in/session-cookie';

/** What every part of the HTTP floor needs. Made once by `startServer`. */
export interface Gateway {
  services: Services;
  apiSwitch: ApiSwitch;
  sessionCookie: SessionCookie;
  streams: OpenStreams;
  /** Signs and seals session cookies. */
  nextAuthSecret: Secret;
  clientAddress(req: IncomingMessage): string;
}
