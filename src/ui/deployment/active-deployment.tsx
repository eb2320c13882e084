'use client';

import { paths } from '../paths';
import { Link } from '../primitives/link';
import { Status } from '../primitives/status';
import { deploymentLook } from './deployment-status';
import { useActiveDeployment } from './use-active-deployment';

/** Says on every page of an application that it is being deployed, and leads there. */
export function ActiveDeployment({ application }: { application: string }) {
  const deployment = useActiveDeployment(application);
  if (!deployment) return null;
  return (
    <Link
      href={paths.deployment(application, deployment.deployment_uuid)}
      className="rounded-sm hover:underline"
    >
      <Status tone="busy">
        {deployment.status === 'queued' ? deploymentLook('queued').label : 'Deploying'}
      </Status>
    </Link>
  );
}
