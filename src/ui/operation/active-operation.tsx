'use client';

import { Link } from '../primitives/link';
import { Status } from '../primitives/status';
import { type WorkloadAddress, workloadKinds } from '../workload/kinds';
import { operationLook } from './operation-status';
import { operationWords } from './operation-words';
import { useActiveOperation } from './use-active-operation';

/** Show on every page of a workload which operation is active, with a link to it. */
export function ActiveOperation({ kind, uuid }: WorkloadAddress) {
  const operation = useActiveOperation({ kind, uuid });
  if (!operation) return null;
  const { status } = operation;
  return (
    <Link
      href={workloadKinds[kind].operations.one(uuid, operation.uuid)}
      className="rounded-sm hover:underline"
    >
      <Status tone="busy">
        {status === 'queued' ? operationLook(status).label : operationWords(operation.kind).running}
      </Status>
    </Link>
  );
}
