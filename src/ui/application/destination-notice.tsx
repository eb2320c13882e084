import { operationLook } from '../operation/operation-status';
import { paths } from '../paths';
import { Callout } from '../primitives/callout';
import { Link } from '../primitives/link';
import { Status } from '../primitives/status';
import type { Outputs } from '../trpc';

interface DestinationNoticeProps {
  application: string;
  destinations: Outputs['application']['getOperation']['destinations'];
}

/** How the deployments of the same release went at the additional destinations; nothing when there are none. */
export function DestinationNotice({ application, destinations }: DestinationNoticeProps) {
  if (destinations.length === 0) return null;
  const isBad = destinations.some(({ status }) => status === 'failed');
  return (
    <div className="mb-6">
      <Callout
        tone={isBad ? 'bad' : 'idle'}
        title={
          isBad ? 'It failed at an additional destination' : 'The same release at additional destinations'
        }
        role="status"
      >
        <ul className="mt-2 space-y-1">
          {destinations.map((each) => (
            <li key={each.deployment_uuid} className="flex flex-wrap items-center gap-x-3">
              <Link
                href={paths.deployment(application, each.deployment_uuid)}
                className="wrap-anywhere font-medium underline"
              >
                {each.destination_name} on {each.server_name}
              </Link>
              <Status tone={operationLook(each.status).tone}>{operationLook(each.status).label}</Status>
              {each.reason && <span className="wrap-anywhere text-ink-2">{each.reason}</span>}
            </li>
          ))}
        </ul>
      </Callout>
    </div>
  );
}
