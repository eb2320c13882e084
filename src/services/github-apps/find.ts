import type { GithubApp } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { publicIdPattern } from '../../domain/id';
import type { OrganizationScope } from '../context';

export type { GithubApp };

type Place = Pick<OrganizationScope, 'db'>;

export const KIND = 'GitHub app';
/** Largest number of a row. */
const MAX_ID = 2_147_483_647;

/** Get the GitHub App of this organization by its number or its uuid, or 404. */
export async function findGithubApp({ db }: Place, id: string): Promise<GithubApp> {
  const found = await db.githubApp.findFirst({ where: whereOf(id) });
  if (!found) throw notFound(KIND);
  return found;
}

export function listGithubApps({ db }: Place): Promise<GithubApp[]> {
  return db.githubApp.findMany({ orderBy: { id: 'asc' } });
}

/** Clients of Coolify name it by its number, others by its uuid, of which none is all digits in practice. */
function whereOf(id: string): { id: number } | { uuid: string } {
  if (/^\d{1,10}$/.test(id) && Number(id) <= MAX_ID) return { id: Number(id) };
  if (!publicIdPattern.test(id)) throw notFound(KIND);
  return { uuid: id };
}
