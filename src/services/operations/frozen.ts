import type { Lease } from '../../db/queries/operation-lease';
import { readSpecification, writeSpecification } from '../../db/queries/operation-specification';
import type { OrganizationScope } from '../context';
import type { Frozen } from './definition';
import { frozenText, parseFrozen } from './frozen-text';
import { LeaseLost } from './lease-lost';

/** Purpose of the seals: the first name of the table, which is part of every seal. */
const PURPOSE = 'deployment_specifications.sealed';

type Place = Pick<OrganizationScope, 'database'>;

/**
 * Store what an operation runs, with its secrets sealed: whatever changes while it runs, another worker resumes exactly
 * this. @throws LeaseLost
 */
export async function freeze({ database }: Place, lease: Lease, frozen: Frozen): Promise<void> {
  const sealed = database.sealer.seal(frozenText(frozen), PURPOSE);
  if (!(await writeSpecification(database.pool, lease, sealed))) throw new LeaseLost();
}

/** Read what was stored when the operation began; null: it has not begun. */
export async function readFrozen({ database }: Place, operationId: number): Promise<Frozen | null> {
  const sealed = await readSpecification(database.pool, operationId);
  if (sealed === null) return null;
  const kept = parseFrozen(database.sealer.open(sealed, PURPOSE).reveal());
  return kept as Frozen; // sealed only by `freeze`
}
