import type { TemplateAbout } from '../../domain/compose/template';
import type { Scope } from '../context';
import { builtInTemplates } from './built-in';
import { BUILT_IN } from './catalogue';
import { type CataloguedTemplate, templateOfRow, typeOf } from './find-template';

export interface TemplateFilters {
  /** Words to find in type, name, slogan or tags; case-insensitive. */
  search?: string | undefined;
  category?: string | undefined;
  catalogue?: string | undefined;
  /** Type after which the page begins, prefixed with its catalogue unless that is the built-in one. */
  after?: string | undefined;
}

export interface TemplatePage {
  templates: readonly CataloguedTemplate[];
  /** Cursor of the next page; null: this is the last one. */
  next: string | null;
}

/** List templates in pages: the built-in ones, then those of each catalogue, by type. */
export async function listTemplates(
  scope: Pick<Scope, 'db'>,
  filters: TemplateFilters,
  limit: number,
): Promise<TemplatePage> {
  const builtIn = builtInPage(filters);
  const missing = limit + 1 - builtIn.length;
  const others =
    missing > 0 && filters.catalogue !== BUILT_IN ? await otherPage(scope, filters, missing) : [];
  const found = [...builtIn, ...others];
  const templates = found.slice(0, limit);
  const last = templates.at(-1);
  return { templates, next: found.length > limit && last ? typeOf(last) : null };
}

function builtInPage({
  catalogue = BUILT_IN,
  search,
  category,
  after = '',
}: TemplateFilters): CataloguedTemplate[] {
  if (catalogue !== BUILT_IN || after.includes('/')) return [];
  const words = wordsOf(search);
  return [...builtInTemplates().values()]
    .filter(
      ({ about }) =>
        about.type > after &&
        (category === undefined || about.category === category.toLowerCase()) &&
        words.every((word) => searchTextOf(about).includes(word)),
    )
    .map((template) => ({ catalogue: BUILT_IN, template }));
}

async function otherPage(
  { db }: Pick<Scope, 'db'>,
  { catalogue, search, category, after = '' }: TemplateFilters,
  take: number,
): Promise<CataloguedTemplate[]> {
  const slash = after.indexOf('/');
  const [name, type] = [after.slice(0, slash), after.slice(slash + 1)];
  const rows = await db.catalogueTemplate.findMany({
    where: {
      isListed: true,
      ...(catalogue !== undefined && { catalogue: { name: catalogue } }),
      ...(category !== undefined && { category: category.toLowerCase() }),
      AND: [
        ...wordsOf(search).map((word) => ({ searchText: { contains: word } })),
        ...(slash < 0
          ? []
          : [{ OR: [{ catalogue: { name: { gt: name } } }, { catalogue: { name }, type: { gt: type } }] }]),
      ],
    },
    include: { catalogue: { select: { name: true } } },
    orderBy: [{ catalogue: { name: 'asc' } }, { type: 'asc' }],
    take,
  });
  return rows.flatMap(({ catalogue, ...row }) => {
    const template = templateOfRow(row);
    return template ? [{ catalogue: catalogue.name, template }] : [];
  });
}

function wordsOf(search = ''): string[] {
  return search
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
}

/** The text that searches match against. */
export function searchTextOf({ type, name, slogan, category, tags }: TemplateAbout): string {
  return [type, name, slogan, category, ...tags].join(' ').toLowerCase().replaceAll('\0', '');
}
