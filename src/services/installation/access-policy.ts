import type { AccessPolicy } from '../../auth/authenticate';
import type { Database } from '../../db/database';
import { readAccessPolicy } from '../../db/queries/principal';

/** Change feed kind that says the installation's settings changed; `uuid` is the installation's. */
export const instanceChangedKind = 'instance';

/** Read whether the API is on, and for which addresses. */
export async function accessPolicy({ pool }: Pick<Database, 'pool'>): Promise<AccessPolicy> {
  const row = await readAccessPolicy(pool);
  return { isApiEnabled: row?.isApiEnabled ?? true, allowedIps: row?.instanceAllowedIps ?? '' };
}
