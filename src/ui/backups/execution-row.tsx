import { Time } from '../feedback/time';
import { Button } from '../primitives/button';
import { Cell, Row } from '../primitives/row-list';
import { RunStatus } from '../schedule/run-status';
import { detailOf, type Execution, fileSize, placesOf } from './execution';

interface ExecutionRowProps {
  execution: Execution;
  /** What was backed up; by default the name of the database. */
  name?: string;
  canRestore: boolean;
  canDelete: boolean;
  onRestore: () => void;
  onDelete?: () => void;
}

/** One backup, or one that was missed: its result, and the actions on it. */
export function ExecutionRow({
  execution,
  name = execution.database_name ?? 'all databases',
  canRestore,
  canDelete,
  onRestore,
  onDelete,
}: ExecutionRowProps) {
  const isMissed = execution.status === 'missed';
  return (
    <Row title={<Time value={execution.created_at} />} detail={detailOf(execution)}>
      <Cell className="w-28">
        <RunStatus status={execution.status} />
      </Cell>
      <Cell className="w-24 text-ink-3">{placesOf(execution)}</Cell>
      <Cell className="w-28 truncate">{isMissed ? '' : name}</Cell>
      <Cell className="w-20 text-right tabular-nums">
        {execution.status === 'success' ? fileSize(execution.size) : ''}
      </Cell>
      <Cell above className="flex w-40 justify-end gap-1.5">
        {canRestore && execution.status === 'success' && (
          <Button size="sm" onClick={onRestore} aria-label={`Restore ${name}`}>
            Restore
          </Button>
        )}
        {canDelete && execution.status !== 'running' && (
          <Button
            size="sm"
            variant="danger-quiet"
            onClick={onDelete}
            aria-label={isMissed ? 'Delete missed backup' : `Delete backup of ${name}`}
          >
            Delete
          </Button>
        )}
      </Cell>
    </Row>
  );
}
