import type { ReactNode } from 'react';
import { Cell, Row } from '../primitives/row-list';
import { Status } from '../primitives/status';
import { conditionTone, describeStatus } from './condition';
import { type WorkloadKind, workloadKinds } from './kinds';

interface WorkloadRowProps {
  kind: WorkloadKind;
  workload: { uuid: string; name: string; status: string };
  /** What it is made of, below its name. */
  detail: ReactNode;
  /** Where it is reached; narrow screens leave it out. */
  address?: ReactNode;
}

/** A workload in a list: what it is and how it is. */
export function WorkloadRow({ kind, workload, detail, address }: WorkloadRowProps) {
  return (
    <Row compact title={workload.name} href={workloadKinds[kind].path(workload.uuid)} detail={detail}>
      <Cell className="hidden max-w-72 truncate sm:block" above>
        {address}
      </Cell>
      <Cell className="w-36">
        <Status tone={conditionTone(workload.status)}>{describeStatus(workload.status)}</Status>
      </Cell>
    </Row>
  );
}
