import { useMutation } from '@tanstack/react-query';
import { reportFailure } from '../../feedback/report-failure';
import { paths } from '../../paths';
import { Badge } from '../../primitives/badge';
import { Button } from '../../primitives/button';
import { Link } from '../../primitives/link';
import { Status } from '../../primitives/status';
import type { Application } from '../../resources';
import { useDenials } from '../../session/use-can';
import { useTRPC } from '../../trpc';
import { conditionTone, describeStatus } from '../../workload/condition';
import { type ApplicationDestination, useDestinationsChanged } from './use-destinations';

interface DestinationOfApplicationProps {
  application: Application;
  destination: ApplicationDestination;
  onRemove: () => void;
}

/** A destination of an application in its list: server, status, last deployment, and what can be done there alone. */
export function DestinationOfApplication({
  application,
  destination,
  onRemove,
}: DestinationOfApplicationProps) {
  const { name, server_name, server_uuid, is_main, is_being_removed, status } = destination;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-40">
        <p className="flex flex-wrap items-center gap-x-2 font-medium">
          <Link href={paths.server(server_uuid)} className="wrap-anywhere hover:underline">
            {server_name}
          </Link>
          {is_main && <Badge>Main</Badge>}
        </p>
        <p className="wrap-anywhere text-ink-3 text-xs">{name}</p>
        <LastFailure application={application} destination={destination} />
      </div>
      <Status tone={is_being_removed ? 'busy' : conditionTone(status)}>
        {is_being_removed ? 'Being removed' : describeStatus(status)}
      </Status>
      {!is_main && <Actions application={application} destination={destination} onRemove={onRemove} />}
    </div>
  );
}

function LastFailure({ application, destination }: Omit<DestinationOfApplicationProps, 'onRemove'>) {
  const { is_main, deployment_status, deployment_uuid, deployment_reason } = destination;
  if (is_main || deployment_status !== 'failed' || deployment_uuid === null) return null;
  return (
    <p className="wrap-anywhere mt-1 text-ink-2">
      The last deployment failed: {deployment_reason}{' '}
      <Link href={paths.deployment(application.uuid, deployment_uuid)} className="underline">
        See its log
      </Link>
    </p>
  );
}

function Actions({ application, destination, onRemove }: DestinationOfApplicationProps) {
  const { uuid, project_uuid } = application;
  const { uuid: destination_uuid, server_name, is_being_removed } = destination;
  const denialOf = useDenials();
  const changed = useDestinationsChanged();
  const deploy = useMutation(
    useTRPC().application.deployDestination.mutationOptions({
      onError: reportFailure,
      onSuccess: () => changed(`Deployment on ${server_name} queued`),
    }),
  );
  const removed = is_being_removed ? 'The application is being removed from there.' : null;
  return (
    <div className="flex flex-wrap gap-1.5">
      <Button
        size="sm"
        denied={denialOf('application:deploy', project_uuid) ?? removed}
        busy={deploy.isPending}
        onClick={() => deploy.mutate({ uuid, destination_uuid })}
        aria-label={`Deploy on ${server_name} now`}
      >
        Deploy now
      </Button>
      <Button
        size="sm"
        variant="danger-quiet"
        denied={denialOf('application:update', project_uuid)}
        onClick={onRemove}
        aria-label={`Remove from ${server_name}`}
      >
        Remove
      </Button>
    </div>
  );
}
