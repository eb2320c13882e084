import { Callout } from '../../primitives/callout';

/** What is to know before Traefik serves a machine that matters. */
export function UnprovenProxy() {
  return (
    <Callout tone="warn" title="Gantry has not been tested with Traefik itself.">
      Gantry writes its configuration according to Traefik’s documentation, but its tests do not run the
      program. Try it first on a server where a failure does no harm. Every release is tested with Caddy.
    </Callout>
  );
}
