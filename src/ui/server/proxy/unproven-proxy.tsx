import { Callout } from '../../primitives/callout';

/** Warning to read before using Traefik on an important machine. */
export function UnprovenProxy() {
  return (
    <Callout tone="warn" title="Gantry has not been tested with Traefik itself.">
      Gantry writes its configuration according to Traefik’s documentation, but its tests do not run the
      program. Try it first on a server where a failure does no harm. Every release is tested with Caddy.
    </Callout>
  );
}
