import type { Catalogue } from '../../db/generated/client';
import type { ComposeProblem } from '../../domain/compose/problem';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { OrganizationScope, Scope } from '../context';

/** Name of the catalogue that comes with Gantry. */
export const BUILT_IN = 'built-in';

/** A catalogue with its number of templates. */
export interface CountedCatalogue extends Catalogue {
  templates: number;
  /** Templates that could not be read. */
  broken: number;
}

/** A template that could not be read. */
export interface BrokenTemplate {
  type: string;
  problems: readonly ComposeProblem[];
}

const MAX_BROKEN = 200;

/** Get the catalogue of this organization, or 404. */
export async function findCatalogue(scope: Pick<OrganizationScope, 'db'>, uuid: string): Promise<Catalogue> {
  requirePublicId(uuid, 'Catalogue');
  const found = await scope.db.catalogue.findUnique({ where: { uuid } });
  if (!found) throw notFound('Catalogue');
  return found;
}

/** List the catalogues of the organization by name. */
export async function listCatalogues(scope: Pick<Scope, 'db'>): Promise<CountedCatalogue[]> {
  const rows = await scope.db.catalogue.findMany({ orderBy: { name: 'asc' } });
  return counted(scope, rows);
}

/** Get a catalogue with its unreadable templates, or 404. */
export async function getCatalogue(
  scope: Pick<Scope, 'db'>,
  uuid: string,
): Promise<{ catalogue: CountedCatalogue; broken: BrokenTemplate[] }> {
  const [catalogue] = await counted(scope, [await findCatalogue(scope, uuid)]);
  if (!catalogue) throw notFound('Catalogue');
  const rows = await scope.db.catalogueTemplate.findMany({
    where: { catalogueId: catalogue.id, digest: null },
    select: { type: true, problems: true },
    orderBy: { type: 'asc' },
    take: MAX_BROKEN,
  });
  const broken = rows.map(({ type, problems }) => ({
    type,
    problems: problems as unknown as ComposeProblem[], // written only by refresh.ts
  }));
  return { catalogue, broken };
}

async function counted({ db }: Pick<Scope, 'db'>, rows: Catalogue[]): Promise<CountedCatalogue[]> {
  const groups = await db.catalogueTemplate.groupBy({
    by: ['catalogueId'],
    where: { catalogueId: { in: rows.map(({ id }) => id) } },
    _count: { _all: true, digest: true },
  });
  return rows.map((row) => {
    const count = groups.find(({ catalogueId }) => catalogueId === row.id)?._count;
    const templates = count?.digest ?? 0;
    return { ...row, templates, broken: (count?._all ?? 0) - templates };
  });
}
