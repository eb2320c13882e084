import type { ComposeOutcome } from '../../../domain/compose/problem';
import { parsePart } from '../model/parse-part';
import { middlewareKinds } from './custom-middlewares';
import { type CustomHttp, customPart } from './custom-schema';

/** Read the custom part of a proxy's configuration in the format of Traefik's file provider. */
export function parseCustomPart(text: string): ComposeOutcome<CustomHttp> {
  return parsePart(text, customPart, keyRefusal);
}

function keyRefusal(path: readonly PropertyKey[], key: string): string {
  if (path.length === 0)
    return key === 'tls'
      ? 'Certificates are uploaded on the proxy page, and TLS options are reserved for Gantry.'
      : 'Only http can be extended.';
  if (path.length === 1) return 'Only routers, services, middlewares and serversTransports can be added.';
  if (path.length === 3 && path[1] === 'middlewares') return `Must be one of: ${middlewareKinds.join(', ')}.`;
  return 'This key is not allowed here.';
}
