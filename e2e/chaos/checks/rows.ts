import type { Check } from './context';

/** P1, D6.1: nothing is under way any more, and nothing waits for a process that is gone. */
export const rowsAreAtRest: Check = async ({ pool, readers }) => {
  const problems: string[] = [];
  const add = async (sql: string) => {
    const { rows } = await pool.query<{ problem: string }>(sql);
    problems.push(...rows.map(({ problem }) => problem));
  };
  await add(`SELECT format('deployment %s of %s is %s, lease of %s until %s', d.uuid, a.name, d.status,
      coalesce(d.lease_holder, 'no worker'), d.lease_until) AS problem
    FROM operations d JOIN workloads a ON a.id = d.workload_id
    WHERE d.status IN ('queued', 'in_progress') OR d.lease_holder IS NOT NULL`);
  await add(`SELECT format('application %s is still being removed', name) AS problem
    FROM workloads WHERE deleting_at IS NOT NULL`);
  await add(`SELECT format('job %s waits after %s attempts: %s', task_identifier, attempts, last_error) AS problem
    FROM graphile_worker.jobs WHERE task_identifier LIKE 'application.%' OR task_identifier LIKE 'server.%'`);
  await add(`SELECT format('server %s is %s', name, state) AS problem FROM servers WHERE state <> 'usable'`);
  await add(`SELECT format('%s worker processes are registered instead of 2', count(*)) AS problem
    FROM worker_processes HAVING count(*) <> 2`);
  if (readers.following > 0)
    problems.push(`${readers.following} readers of deployments have not come to an end`);
  return problems;
};
