import type { ReactNode } from 'react';
import { Duration } from '../feedback/duration';
import { Time } from '../feedback/time';
import { Badge } from '../primitives/badge';
import { Cell, Row } from '../primitives/row-list';
import { Status } from '../primitives/status';
import { type WorkloadAddress, workloadKinds } from '../workload/kinds';
import type { Operation } from './operation-facts';
import { operationLook } from './operation-status';
import { shortCommit } from './short-commit';

interface OperationRowProps extends WorkloadAddress {
  operation: Operation;
  /** Button of an action on the operation. */
  action?: ReactNode;
}

export function OperationRow({ kind, uuid, operation, action }: OperationRowProps) {
  const { label, tone } = operationLook(operation.status, operation.is_waiting);
  return (
    <Row
      href={workloadKinds[kind].operations.one(uuid, operation.uuid)}
      title={<OperationTitle operation={operation} />}
      detail={operation.reason ?? operation.commit_message ?? <code>{operation.uuid}</code>}
    >
      {action && <Cell above>{action}</Cell>}
      <Cell className="w-28">
        <Status tone={tone}>{label}</Status>
      </Cell>
      <Cell className="hidden w-20 text-right text-ink-3 sm:block">
        <Duration from={operation.started_at} to={operation.finished_at} />
      </Cell>
      <Cell className="w-24 text-right text-ink-3">
        <Time value={operation.created_at} />
      </Cell>
    </Row>
  );
}

/** Title of the operation and, for a deployment, its commit or the tag of its image. */
function OperationTitle({ operation }: { operation: Operation }) {
  const { title, commit, docker_registry_image_tag: imageTag } = operation;
  const of = commit !== null && commit !== 'HEAD' ? shortCommit(commit) : imageTag && `tag ${imageTag}`;
  return (
    <>
      {title} {of && <code className="font-normal text-ink-2 text-xs">{of}</code>}
      {operation.destination_name !== null && <Badge className="ml-2">On {operation.server_name}</Badge>}
      {operation.group_uuid !== null && <Badge className="ml-2">Group</Badge>}
    </>
  );
}
