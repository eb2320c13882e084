import type { Lease } from '../../db/queries/deployment-lease';
import { readSpecification, writeSpecification } from '../../db/queries/deployment-specification';
import type { DeploymentSpec } from '../../domain/deployment-spec';
import { Secret } from '../../domain/secret';
import type { OrganizationScope } from '../context';
import { LeaseLost } from './lease-lost';

const PURPOSE = 'deployment_specifications.sealed';
/** Raise it when `DeploymentSpec` changes, so that what an earlier version froze is made again from the rows. */
const VERSION = 1;
/** Marks the value of a `Secret`. No setting has a member of this name. */
const SECRET = '$secret';

type Place = Pick<OrganizationScope, 'database'>;

/**
 * Keeps what a deployment runs, its secrets sealed: whatever is changed while it runs, another worker goes on with
 * exactly this. @throws LeaseLost
 */
export async function freezeSpec({ database }: Place, lease: Lease, spec: DeploymentSpec): Promise<void> {
  const text = JSON.stringify(
    { version: VERSION, spec },
    function (this: Record<string, unknown>, key, printed) {
      const own = this[key];
      return own instanceof Secret ? { [SECRET]: own.reveal() } : printed;
    },
  );
  const sealed = database.sealer.seal(text, PURPOSE);
  if (!(await writeSpecification(database.pool, lease, sealed))) throw new LeaseLost();
}

/** What was kept when the deployment began; null: it has not begun, or an earlier version of Gantry began it. */
export async function frozenSpec({ database }: Place, deploymentId: number): Promise<DeploymentSpec | null> {
  const sealed = await readSpecification(database.pool, deploymentId);
  if (sealed === null) return null;
  const kept: unknown = JSON.parse(database.sealer.open(sealed, PURPOSE).reveal(), (_key, value: unknown) =>
    isSecret(value) ? new Secret(value[SECRET]) : value,
  );
  // Sealed by `freezeSpec`, and by nothing else.
  const { version, spec } = kept as { version: number; spec: DeploymentSpec };
  return version === VERSION ? spec : null;
}

function isSecret(value: unknown): value is { [SECRET]: string } {
  return typeof value === 'object' && value !== null && SECRET in value && typeof value[SECRET] === 'string';
}
