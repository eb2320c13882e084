import type { GithubApp } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import type { OrganizationScope } from '../context';
import { numberOrUuid } from '../number-or-uuid';

export type { GithubApp };

type Place = Pick<OrganizationScope, 'db'>;

export const KIND = 'GitHub app';

/** Get the GitHub App of this organization by its number or its uuid, or 404. */
export async function findGithubApp({ db }: Place, id: string): Promise<GithubApp> {
  const found = await db.githubApp.findFirst({ where: numberOrUuid(id, KIND) });
  if (!found) throw notFound(KIND);
  return found;
}

export function listGithubApps({ db }: Place): Promise<GithubApp[]> {
  return db.githubApp.findMany({ orderBy: { id: 'asc' } });
}
