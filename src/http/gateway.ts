import type { IncomingMessage } from 'node:http';
import type { Secret } from '../domain/secret';
import type { KeyAddresses } from '../services/audit/key-addresses';
import type { Services } from '../services/context';
import type { PolicyCopy } from './access-policy';
import type { SessionCookie } from './sign-in/session-cookie';
import type { OpenStreams } from './streams/open-streams';
import type { StreamPlaces } from './streams/places';
import type { StreamWatch } from './streams/watch';

/** Dependencies of the HTTP layer, created once by `startServer`. */
export interface Gateway {
  services: Services;
  accessPolicy: PolicyCopy;
  sessionCookie: SessionCookie;
  streams: OpenStreams;
  streamPlaces: StreamPlaces;
  streamWatch: StreamWatch;
  keyAddresses: KeyAddresses;
  /** Secret that signs and seals session cookies. */
  nextAuthSecret: Secret;
  clientAddress(req: IncomingMessage): string;
  /** Whether `?coder_session_token=` is a credential on `/api/v2` (ALLOW_QUERY_TOKEN). */
  allowsQueryToken: boolean;
}
