import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CatalogueFormat } from '../../domain/compose/template';
import { readCoolifyTemplate } from '../../engine/catalogue/coolify';
import { readDokployTemplate } from '../../engine/catalogue/dokploy';
import type { ReadTemplate } from '../../engine/catalogue/read-template';

const MAX_TEMPLATES = 3000;
const MAX_FILE_BYTES = 2 * 1024 * 1024;
/** For all files of a catalogue together. */
const MAX_BYTES = 128 * 1024 * 1024;

const templateFile = /^([A-Za-z0-9][A-Za-z0-9._-]{0,99})\.ya?ml$/;
const templateFolder = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const folderFiles = ['docker-compose.yml', 'docker-compose.yaml', 'template.toml', 'meta.json'];

/** The folder has more templates or bytes than a catalogue may have. */
export class CatalogueTooLarge extends Error {}

/** Contents of a template's files by name, or why they were not read. */
export interface TemplateSource {
  type: string;
  files: ReadonlyMap<string, string>;
  refusal: string | null;
}

/** The format of a folder: template files, or folders with a compose file. */
export async function catalogueFormatOf(folder: string): Promise<CatalogueFormat> {
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isDirectory() && (await isFile(join(folder, entry.name, 'docker-compose.yml'))))
      return 'dokploy';
  return 'coolify';
}

/** Sources of a catalogue, one after the other. Links are not followed. */
export async function* templateSources(
  folder: string,
  format: CatalogueFormat,
): AsyncGenerator<TemplateSource> {
  const budget = { templates: MAX_TEMPLATES, bytes: MAX_BYTES };
  const entries = await readdir(folder, { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const type =
      format === 'coolify' ? templateFile.exec(entry.name)?.[1] : templateFolder.exec(entry.name)?.[0];
    if (type === undefined || (format === 'coolify' ? !entry.isFile() : !entry.isDirectory())) continue;
    const paths =
      format === 'coolify'
        ? [['compose', join(folder, entry.name)] as const]
        : folderFiles.map((name) => [name, join(folder, entry.name, name)] as const);
    if (--budget.templates < 0)
      throw new CatalogueTooLarge(`A catalogue can have at most ${MAX_TEMPLATES} templates.`);
    yield await readSource(type, paths, budget);
  }
}

async function readSource(
  type: string,
  paths: readonly (readonly [name: string, path: string])[],
  budget: { bytes: number },
): Promise<TemplateSource> {
  const files = new Map<string, string>();
  for (const [name, path] of paths) {
    if (!(await isFile(path))) continue;
    const { size } = await lstat(path);
    if (size > MAX_FILE_BYTES) return { type, files, refusal: `${name} is larger than 2 MB.` };
    budget.bytes -= size;
    if (budget.bytes < 0)
      throw new CatalogueTooLarge('The files of a catalogue must not exceed 128 MB in total.');
    files.set(name, await readFile(path, 'utf8'));
  }
  return { type, files, refusal: null };
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isFile();
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return false;
    throw error;
  }
}

/** Read a template from its files. One that cannot be read never hides the others. */
export function readTemplateSource(
  { type, files, refusal }: TemplateSource,
  format: CatalogueFormat,
): ReadTemplate {
  if (refusal !== null) return { ok: false, type, problems: [{ line: 1, column: 1, message: refusal }] };
  return format === 'coolify'
    ? readCoolifyTemplate(type, files.get('compose') ?? '')
    : readDokployTemplate(type, files);
}
