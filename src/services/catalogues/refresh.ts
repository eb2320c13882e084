import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catalogue, Prisma } from '../../db/generated/client';
import { DbNull, type InputJsonValue } from '../../db/generated/internal/prismaNamespace';
import { AppError, errorMessage } from '../../domain/error';
import { parseGitRepository } from '../../domain/input/git/git-repository';
import type { ReadTemplate } from '../../engine/catalogue/read-template';
import { readRepositoryHere } from '../../engine/source/read-here';
import { changed } from '../changed';
import type { OrganizationScope } from '../context';
import { findCatalogue } from './catalogue';
import { templateDigest } from './digest';
import { folderHere } from './folder-here';
import { searchTextOf } from './list-templates';
import { CatalogueTooLarge, readTemplateSource, templateSources } from './read-folder';
import { storable } from './storable';

const limits = { files: 50_000, bytes: 256 * 1024 * 1024, fetchedBytes: 512 * 1024 * 1024 };
const MAX_PROBLEMS = 20;
const ROWS_AT_ONCE = 200;
const WRITING_MS = 120_000;

type Row = Prisma.CatalogueTemplateCreateManyInput;

/**
 * Read the templates of a catalogue and replace its stored ones. A template that cannot be read is kept with its error;
 * a catalogue that cannot be read keeps the templates that it has.
 */
export async function refreshCatalogue(scope: OrganizationScope, uuid: string): Promise<void> {
  const catalogue = await findCatalogue(scope, uuid).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') return null; // deleted in the meantime
    throw error;
  });
  if (!catalogue) return;
  const triedAt = scope.clock.now();
  try {
    const { commit, rows } = await readCatalogue(scope, catalogue);
    await writeTemplates(scope, catalogue, rows, { commit, triedAt, refreshedAt: triedAt, error: null });
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const data = { triedAt, error: errorMessage(error) };
    await scope.db.catalogue.updateMany({ where: { id: catalogue.id }, data });
  }
  await changed(scope, 'template', uuid);
}

/** Whether the owner of the catalogue can fix the error. */
function isRefusal(error: unknown): boolean {
  if (error instanceof CatalogueTooLarge) return true;
  return error instanceof AppError && error.code !== 'internal' && error.code !== 'unavailable';
}

async function readCatalogue(
  scope: OrganizationScope,
  catalogue: Catalogue,
): Promise<{ commit: string | null; rows: Row[] }> {
  const { url, path, branch, folder } = catalogue;
  const inner = folder.replace(/^\/+|\/+$/g, '');
  if (path !== null) {
    const place = await folderHere(scope.installation, path);
    return {
      commit: null,
      rows: await readRows(catalogue, await folderHere(scope.installation, join(place, inner))),
    };
  }
  const repository = parseGitRepository(url ?? '');
  if (!repository) throw new AppError('bad_request', 'The url is not a repository address.');
  const target = await mkdtemp(join(tmpdir(), 'gantry-catalogue-'));
  try {
    const { internalHosts } = scope.installation;
    const reading = { repository, branch, folder: inner, target, internalHosts, limits };
    const { commit } = await readRepositoryHere(reading);
    return { commit, rows: await readRows(catalogue, join(target, inner)) };
  } finally {
    await rm(target, { recursive: true, force: true });
  }
}

async function readRows({ id, organizationId, format }: Catalogue, folder: string): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const source of templateSources(folder, format))
    rows.push({ catalogueId: id, organizationId, ...columnsOf(readTemplateSource(source, format)) });
  if (rows.length === 0)
    throw new AppError('bad_request', `The folder has no templates in the ${format} format.`);
  return rows;
}

function columnsOf(entry: ReadTemplate): Omit<Row, 'catalogueId' | 'organizationId'> {
  if (!entry.ok) {
    const problems = storable(entry.problems.slice(0, MAX_PROBLEMS).map((problem) => ({ ...problem })));
    return {
      type: entry.type,
      searchText: '',
      isListed: false,
      about: DbNull,
      configuration: DbNull,
      problems,
    };
  }
  const { template, hidden } = entry;
  const { about, compose, configuration } = storable({
    about: template.about,
    compose: template.compose,
    configuration: template.configuration,
  });
  return {
    type: about.type,
    category: about.category,
    searchText: searchTextOf(about),
    isListed: !hidden,
    about: json(about),
    file: compose,
    configuration: configuration ? json(configuration) : DbNull,
    digest: templateDigest(template),
    problems: [],
  };
}

/** Plain data: Prisma's type has no read-only arrays. */
function json(value: object): InputJsonValue {
  return value as InputJsonValue;
}

async function writeTemplates(
  { db }: OrganizationScope,
  { id }: Catalogue,
  rows: readonly Row[],
  outcome: Pick<Catalogue, 'commit' | 'triedAt' | 'refreshedAt' | 'error'>,
): Promise<void> {
  await db.$transaction(
    async (tx) => {
      const { count } = await tx.catalogue.updateMany({ where: { id }, data: outcome });
      if (count === 0) return; // deleted in the meantime
      await tx.catalogueTemplate.deleteMany({ where: { catalogueId: id } });
      for (let start = 0; start < rows.length; start += ROWS_AT_ONCE)
        await tx.catalogueTemplate.createMany({ data: rows.slice(start, start + ROWS_AT_ONCE) });
    },
    { timeout: WRITING_MS },
  );
}
