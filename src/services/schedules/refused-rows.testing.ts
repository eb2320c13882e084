import type { Pool } from '../../db/pool';

/** For integration tests only: let the database refuse every write of a table while `work` runs. */
export async function whileRowsAreRefused(
  pool: Pool,
  table: 'task_executions' | 'backup_executions' | 'cleanup_executions',
  work: () => Promise<void>,
): Promise<void> {
  await pool.query(
    `CREATE OR REPLACE FUNCTION refuse_rows() RETURNS trigger LANGUAGE plpgsql
     AS $$ BEGIN RAISE EXCEPTION 'refused by the test'; END $$`,
  );
  await pool.query(
    `CREATE TRIGGER refuse_rows BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION refuse_rows()`,
  );
  try {
    await work();
  } finally {
    await pool.query(`DROP TRIGGER refuse_rows ON ${table}`);
  }
}
