import type { Lease } from '../../db/queries/operation-lease';
import { readSpecification, writeSpecification } from '../../db/queries/operation-specification';
import { Secret } from '../../domain/secret';
import type { OrganizationScope } from '../context';
import type { Frozen } from './definition';
import { LeaseLost } from './lease-lost';

/** Purpose of the seals, with the name that the table had first: it is part of every seal. */
const PURPOSE = 'deployment_specifications.sealed';
/** Marks the value of a `Secret`. No setting has a member of this name. */
const SECRET = '$secret';

type Place = Pick<OrganizationScope, 'database'>;

/**
 * Keep what an operation runs, its secrets sealed: whatever is changed while it runs, another worker goes on with
 * exactly this. @throws LeaseLost
 */
export async function freeze({ database }: Place, lease: Lease, frozen: Frozen): Promise<void> {
  const text = JSON.stringify(frozen, function (this: Record<string, unknown>, key, printed) {
    const own = this[key];
    return own instanceof Secret ? { [SECRET]: own.reveal() } : printed;
  });
  const sealed = database.sealer.seal(text, PURPOSE);
  if (!(await writeSpecification(database.pool, lease, sealed))) throw new LeaseLost();
}

/** Read what was kept when the operation began; null: it has not begun. */
export async function readFrozen({ database }: Place, operationId: number): Promise<Frozen | null> {
  const sealed = await readSpecification(database.pool, operationId);
  if (sealed === null) return null;
  const kept: unknown = JSON.parse(database.sealer.open(sealed, PURPOSE).reveal(), (_key, value: unknown) =>
    isSecret(value) ? new Secret(value[SECRET]) : value,
  );
  return kept as Frozen; // sealed by `freeze`, and by nothing else
}

function isSecret(value: unknown): value is { [SECRET]: string } {
  return typeof value === 'object' && value !== null && SECRET in value && typeof value[SECRET] === 'string';
}
