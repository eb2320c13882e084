import type { SharedScope } from '../../db/generated/client';
import type { Secret } from '../../domain/secret';
import type { OrganizationScope } from '../context';
import { openShared } from './sealed';

export interface SharedValue {
  value: Secret;
  /** Whether references in it are plain text. */
  isLiteral: boolean;
  /** Whether no surface shows it. */
  isShownOnce: boolean;
}

/** Find a shared variable; null: the scope has none with this name. */
export type SharedLookup = (scope: SharedScope, name: string) => SharedValue | null;

/** A lookup for values without references. */
export const noSharedVariables: SharedLookup = () => null;

/** The shared variables of a workload: those of its organization, project, environment and server (D5.3). */
export async function sharedLookup(
  { db, database }: Pick<OrganizationScope, 'db' | 'database'>,
  workloadId: number,
): Promise<SharedLookup> {
  const isOfWorkload = { workloads: { some: { id: workloadId } } };
  const rows = await db.sharedVariable.findMany({
    where: {
      OR: [
        { scope: 'team' },
        { project: { environments: { some: isOfWorkload } } },
        { environment: isOfWorkload },
        { server: { destinations: { some: isOfWorkload } } },
      ],
    },
  });
  const byName = new Map(rows.map((row) => [`${row.scope}.${row.key}`, row]));
  return (scope, name) => {
    const row = byName.get(`${scope}.${name}`);
    if (!row) return null;
    const { isLiteral, isShownOnce } = row;
    return { value: openShared(database.sealer, row), isLiteral, isShownOnce };
  };
}
