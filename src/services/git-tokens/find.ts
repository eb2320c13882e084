import type { GitToken } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { OrganizationScope } from '../context';

const KIND = 'Git token';

/** Get the Git token of this organization, or 404. */
export async function findGitToken({ db }: Pick<OrganizationScope, 'db'>, uuid: string): Promise<GitToken> {
  requirePublicId(uuid, KIND);
  const found = await db.gitToken.findUnique({ where: { uuid } });
  if (!found) throw notFound(KIND);
  return found;
}

/** List the Git tokens of the organization, oldest first. */
export function listGitTokens({ db }: Pick<OrganizationScope, 'db'>): Promise<GitToken[]> {
  return db.gitToken.findMany({ orderBy: { id: 'asc' } });
}
