import type { ReactNode } from 'react';
import { Cell, Row } from '../primitives/row-list';
import { Status } from '../primitives/status';
import { conditionTone, describeStatus } from './condition';
import { type WorkloadKind, workloadKinds } from './kinds';
import { TagNames } from './tag-names';

interface WorkloadRowProps {
  kind: WorkloadKind;
  workload: { uuid: string; name: string; status: string; tags: readonly string[] };
  /** Source of the workload, below its name. */
  detail: ReactNode;
  /** Address of the workload, hidden on narrow screens. */
  address?: ReactNode;
}

/** A workload in a list: its name, source, tags, address and status. */
export function WorkloadRow({ kind, workload, detail, address }: WorkloadRowProps) {
  return (
    <Row compact title={workload.name} href={workloadKinds[kind].path(workload.uuid)} detail={detail}>
      {workload.tags.length > 0 && (
        <Cell className="hidden max-w-56 lg:block">
          <TagNames names={workload.tags} most={2} />
        </Cell>
      )}
      <Cell className="hidden max-w-72 truncate sm:block" above>
        {address}
      </Cell>
      <Cell className="w-36">
        <Status tone={conditionTone(workload.status)}>{describeStatus(workload.status)}</Status>
      </Cell>
    </Row>
  );
}
