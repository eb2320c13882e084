import { shortCommit } from '../application/describe';
import { Duration } from '../feedback/duration';
import { Time } from '../feedback/time';
import { paths } from '../paths';
import { Cell, Row } from '../primitives/row-list';
import { Status } from '../primitives/status';
import type { Outputs } from '../trpc';
import { deploymentLook } from './deployment-status';

export type ListedDeployment = Outputs['deployment']['listByApplication']['deployments'][number];

export function DeploymentRow({
  application,
  deployment,
}: {
  application: string;
  deployment: ListedDeployment;
}) {
  const { label, tone } = deploymentLook(deployment.status);
  return (
    <Row
      href={paths.deployment(application, deployment.deployment_uuid)}
      title={<DeploymentTitle deployment={deployment} />}
      detail={deployment.reason ?? deployment.commit_message ?? <code>{deployment.deployment_uuid}</code>}
    >
      <Cell className="w-28">
        <Status tone={tone}>{label}</Status>
      </Cell>
      <Cell className="hidden w-20 text-right text-ink-3 sm:block">
        <Duration from={deployment.started_at} to={deployment.finished_at} />
      </Cell>
      <Cell className="w-24 text-right text-ink-3">
        <Time value={deployment.created_at} />
      </Cell>
    </Row>
  );
}

/** What was done, and of what: a commit, or the tag of an image. */
function DeploymentTitle({ deployment }: { deployment: ListedDeployment }) {
  const what = deployment.restart_only ? 'Restart' : deployment.force_rebuild ? 'Rebuild' : 'Deployment';
  const of =
    deployment.commit !== 'HEAD'
      ? shortCommit(deployment.commit)
      : deployment.docker_registry_image_tag && `tag ${deployment.docker_registry_image_tag}`;
  return (
    <>
      {what} {of && <code className="font-normal text-ink-2 text-xs">{of}</code>}
    </>
  );
}
