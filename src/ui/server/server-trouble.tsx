import { paths } from '../paths';
import { Callout } from '../primitives/callout';
import { Link } from '../primitives/link';
import type { Server } from '../resources';
import { serverLooks } from './server-state';

/** Notice on the page of a workload that nothing can be started on its server now. */
export function ServerTrouble({ server }: { server: Server | undefined }) {
  if (!server || server.state === 'usable' || server.state === 'validating') return null;
  return (
    <div className="mb-8">
      <Callout
        tone="warn"
        title={`${server.name} is ${serverLooks[server.state].label.toLowerCase()}`}
        action={
          <Link href={paths.server(server.uuid)} className="rounded-sm font-medium underline">
            Open server
          </Link>
        }
      >
        This workload runs on the server. Validate the server to see what is missing.
      </Callout>
    </div>
  );
}
