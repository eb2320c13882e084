import { z } from 'zod';
import { catalogueFolder, catalogueName, localPath } from '../../domain/input/catalogue';
import { gitBranch } from '../../domain/input/git/git-branch';
import { gitRepository } from '../../domain/input/git/git-repository';
import type { BrokenTemplate, CountedCatalogue } from '../../services/catalogues/catalogue';
import type { CatalogueInput } from '../../services/catalogues/change';
import { problemWire, toProblemWire } from '../template/problem-schema';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

const format = z.enum(['coolify', 'dokploy']);

export const createInput = z.strictObject({
  name: catalogueName,
  url: gitRepository.nullish(),
  path: localPath.nullish().meta({ description: 'A folder under GANTRY_CATALOGUE_DIR.' }),
  branch: gitBranch.nullish(),
  folder: catalogueFolder.default('/'),
  format,
});

const fields = {
  uuid: z.string(),
  name: z.string(),
  url: z.string().nullable(),
  path: z.string().nullable(),
  branch: z.string().nullable(),
  folder: z.string(),
  format,
  commit: z.string().nullable(),
  /** `waiting` until the catalogue has been read for the first time. */
  status: z.enum(['waiting', 'ready', 'failed']),
  /** Why the last refresh failed. */
  error: z.string().nullable(),
  templates: z.int(),
  /** Templates that could not be read. */
  broken: z.int(),
  refreshed_at: timestamp.nullable(),
  created_at: timestamp,
  updated_at: timestamp,
};

export const catalogueWire = wireObject(fields).meta({ id: 'Catalogue' });

export const catalogueDetails = wireObject({
  ...fields,
  errors: z.array(
    z.object({ type: z.string(), problems: z.array(problemWire) }).meta({ id: 'BrokenTemplate' }),
  ),
}).meta({ id: 'CatalogueDetails' });

export function toInput(input: z.output<typeof createInput>): CatalogueInput {
  const { url = null, path = null, branch = null, ...rest } = input;
  return { ...rest, url, path, branch };
}

export function toCatalogueWire(row: CountedCatalogue): z.infer<typeof catalogueWire> {
  return {
    uuid: row.uuid,
    name: row.name,
    url: row.url,
    path: row.path,
    branch: row.branch,
    folder: row.folder,
    format: row.format,
    commit: row.commit,
    status: row.triedAt === null ? 'waiting' : row.error === null ? 'ready' : 'failed',
    error: row.error,
    templates: row.templates,
    broken: row.broken,
    refreshed_at: row.refreshedAt === null ? null : toTimestamp(row.refreshedAt),
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}

export function toErrorsWire(broken: readonly BrokenTemplate[]) {
  return broken.map(({ type, problems }) => ({ type, problems: problems.map(toProblemWire) }));
}
