import type { Check } from './context';

/** D10.2: a reader that came back with its last id got every line of the log once, in order. */
export const readersGotEveryLine: Check = async ({ pool, readers }) => {
  const problems: string[] = [];
  for (const { deployment, orders } of readers.finished) {
    const { rows } = await pool.query<{ sequence: number }>(
      `SELECT l.sequence FROM operation_logs l JOIN operations d ON d.id = l.operation_id
       WHERE d.uuid = $1 ORDER BY l.sequence`,
      [deployment],
    );
    const expected = rows.map(({ sequence }) => sequence).join(' ');
    // Without rows it was removed with its application since.
    if (rows.length > 0 && orders.join(' ') !== expected)
      problems.push(`a reader of deployment ${deployment} got lines ${orders.join(' ')} of ${expected}`);
  }
  return problems;
};
