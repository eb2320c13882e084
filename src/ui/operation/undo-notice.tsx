import { Duration } from '../feedback/duration';
import { Time } from '../feedback/time';
import { Callout } from '../primitives/callout';
import type { Operation } from './operation-facts';
import { isOver } from './operation-status';

/** Notice that an operation is being rolled back, and why this has not succeeded yet. */
export function UndoNotice({ operation }: { operation: Operation }) {
  const { status, undoing_since, undo_attempts, undo_problem, undo_retry_at } = operation;
  if (undoing_since === null || isOver(status)) return null;
  return (
    <div className="mb-6">
      <Callout tone="warn" title="Rolling back to what ran before" role="status">
        <p>
          Running for <Duration from={undoing_since} to={null} />. It is retried until it succeeds.
        </p>
        {undo_problem && (
          <p className="mt-1 whitespace-pre-wrap break-words">
            {undo_attempts === 1 ? 'The first attempt failed' : `${undo_attempts} attempts failed`}:{' '}
            {undo_problem}
          </p>
        )}
        {undo_retry_at && (
          <p className="mt-1">
            Next attempt: <Time value={undo_retry_at} />
          </p>
        )}
      </Callout>
    </div>
  );
}
