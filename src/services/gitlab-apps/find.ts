import type { GitlabApp } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import type { OrganizationScope } from '../context';
import { numberOrUuid } from '../number-or-uuid';

export type { GitlabApp };

type Place = Pick<OrganizationScope, 'db'>;

export const KIND = 'GitLab app';

/** Get the GitLab app of this organization by its number or its uuid, or 404. */
export async function findGitlabApp({ db }: Place, id: string): Promise<GitlabApp> {
  const found = await db.gitlabApp.findFirst({ where: numberOrUuid(id, KIND) });
  if (!found) throw notFound(KIND);
  return found;
}

export function listGitlabApps({ db }: Place): Promise<GitlabApp[]> {
  return db.gitlabApp.findMany({ orderBy: { id: 'asc' } });
}
