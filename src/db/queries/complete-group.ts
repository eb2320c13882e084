import { type OperationStatus, operationCan } from '../../domain/states';
import type { Pool } from '../pool';
import { inTransaction } from '../transaction';

/**
 * Complete a group: from now on, none of its parts is undone. The rows of its parts are locked first, so that a cancel
 * either came before and is seen, or finds the group complete and is refused.
 * @returns false when a part no longer serves
 */
export function completeGroup(pool: Pool, groupId: number): Promise<boolean> {
  return inTransaction(pool, async (client) => {
    const { rows: parts } = await client.query<{ status: OperationStatus; isServing: boolean }>(
      `SELECT status::text, serving_at IS NOT NULL AS "isServing" FROM operations
       WHERE group_id = $1 AND reverts_id IS NULL ORDER BY id FOR UPDATE`,
      [groupId],
    );
    const serve = parts.every(({ status, isServing }) =>
      operationCan.isTerminal(status) ? status === 'finished' : isServing,
    );
    if (!serve) return false;
    const { rowCount } = await client.query(
      `UPDATE deployment_groups SET state = 'completing', updated_at = clock_timestamp()
       WHERE id = $1 AND state IN ('preparing', 'releasing')`,
      [groupId],
    );
    return rowCount === 1;
  });
}
