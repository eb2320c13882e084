import type { Lease } from '../../db/queries/operation-lease';
import { readSpecification, writeSpecification } from '../../db/queries/operation-specification';
import { Secret } from '../../domain/secret';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import type { OrganizationScope } from '../context';
import { fromVersion1, type SpecVersion1 } from '../deployments/spec-version-1';
import { LeaseLost } from './lease-lost';

const PURPOSE = 'deployment_specifications.sealed';
/** Raise it when `DeploymentSpec` changes, and read what was frozen before: its deployment may have begun. */
const VERSION = 2;
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

/**
 * What was kept when the deployment began.
 * @returns null: it has not begun
 * @throws Error when a later version of Gantry began it, which alone can go on with it
 */
export async function frozenSpec({ database }: Place, operationId: number): Promise<DeploymentSpec | null> {
  const sealed = await readSpecification(database.pool, operationId);
  if (sealed === null) return null;
  const kept: unknown = JSON.parse(database.sealer.open(sealed, PURPOSE).reveal(), (_key, value: unknown) =>
    isSecret(value) ? new Secret(value[SECRET]) : value,
  );
  // Sealed by `freezeSpec`, and by nothing else.
  const frozen = kept as Frozen;
  if (frozen.version === 1) return fromVersion1(frozen.spec);
  if (frozen.version === VERSION) return frozen.spec;
  throw new Error(`Specification ${operationId} is of a later version of Gantry, which must go on with it.`);
}

type Frozen = { version: 1; spec: SpecVersion1 } | { version: 2; spec: DeploymentSpec };

function isSecret(value: unknown): value is { [SECRET]: string } {
  return typeof value === 'object' && value !== null && SECRET in value && typeof value[SECRET] === 'string';
}
