import { Callout } from '../../primitives/callout';

/** What is to know before Traefik serves a machine that matters. */
export function UnprovenProxy() {
  return (
    <Callout tone="warn" title="We have not run Traefik ourselves.">
      Gantry writes its configuration by Traefik's documentation, and tests it without the program, which is
      not on our test machines. Try it on a server that may fail. Caddy is what we run every release on.
    </Callout>
  );
}
