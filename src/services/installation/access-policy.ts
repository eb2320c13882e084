import type { AccessPolicy } from '../../auth/authenticate';
import type { Database } from '../../db/database';
import { readAccessPolicy } from '../../db/queries/principal';
import { untilAnswered } from '../../db/until-answered';
import type { Services } from '../context';

/** Change feed kind that says the installation's settings changed; `uuid` is the installation's. */
export const instanceChangedKind = 'instance';

/** Read whether the API is on, and for which addresses. */
export async function accessPolicy({ pool }: Pick<Database, 'pool'>): Promise<AccessPolicy> {
  const row = await readAccessPolicy(pool);
  return { isApiEnabled: row?.isApiEnabled ?? true, allowedIps: row?.instanceAllowedIps ?? '' };
}

/** Read the policy while Gantry starts: wait for PostgreSQL. @throws AppError as `untilAnswered` does */
export function accessPolicyAtStart({
  database,
  log,
}: Pick<Services, 'database' | 'log'>): Promise<AccessPolicy> {
  return untilAnswered(() => accessPolicy(database), { url: database.url, log });
}
