import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from '../../src/db/pool';

const LOCK = 4_205_779_001;

/** A moment of a step that is written to the journal. */
export interface Boundary {
  step: string;
  /** Before the step is begun, or when it has done its work and is about to say so. */
  at: 'start' | 'end';
}

/**
 * Hold Gantry at a step boundary from outside: a trigger on the journal's table makes the write of that boundary
 * wait for a lock. The process is then killed in that very moment, without a hook in the product.
 */
export class StepGate {
  #release: (() => Promise<void>) | null = null;

  constructor(private readonly pool: Pool) {}

  /** The next write of this boundary waits from now on. */
  async close({ step, at }: Boundary): Promise<void> {
    const client = await this.pool.connect();
    await client.query('SELECT pg_advisory_lock($1)', [LOCK]);
    this.#release = async () => {
      await client.query('SELECT pg_advisory_unlock($1)', [LOCK]);
      client.release();
    };
    const ended = `NEW.state <> 'running'`;
    await this.pool.query(`
      CREATE OR REPLACE FUNCTION hold_step() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF NEW.step_id = '${step}' AND ${at === 'end' ? ended : `NOT (${ended})`} THEN
          PERFORM pg_advisory_lock(${LOCK});
        END IF;
        RETURN NEW;
      END $$;
      CREATE OR REPLACE TRIGGER hold_step BEFORE INSERT OR UPDATE ON operation_steps
        FOR EACH ROW EXECUTE FUNCTION hold_step()`);
  }

  /** Resolve when Gantry waits at the boundary. */
  async reached(): Promise<void> {
    for (let tries = 0; (await this.#waiting()).length === 0; tries++) {
      if (tries > 1200) throw new Error('The deployment did not come to the boundary.');
      await sleep(50);
    }
  }

  /** After the kill: the write that waited never happened, and the next one passes. Nothing when it is open. */
  async open(): Promise<void> {
    for (const pid of await this.#waiting()) await this.pool.query('SELECT pg_terminate_backend($1)', [pid]);
    await this.pool.query('DROP TRIGGER IF EXISTS hold_step ON operation_steps');
    await this.#release?.();
    this.#release = null;
  }

  async #waiting(): Promise<number[]> {
    const { rows } = await this.pool.query<{ pid: number }>(
      `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
         AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
         AND ((classid::bigint << 32) | objid::bigint) = $1`,
      [LOCK],
    );
    return rows.map(({ pid }) => pid);
  }
}
