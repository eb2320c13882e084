import { z } from 'zod';
import type { ComposeProblem } from '../../domain/compose/problem';
import type { TemplateAbout, TemplateConfiguration, TemplateFile } from '../../domain/compose/template';
import { parseCompose } from '../compose/parse';
import { innerPath } from '../compose/schema/build';
import { titleOf } from './coolify';
import type { ReadTemplate } from './read-template';
import { readToml } from './toml';

/** Files of a template's folder by their name. */
export type TemplateFolder = ReadonlyMap<string, string>;

const link = z.string().max(2000);

const metaSchema = z.object({
  name: z.string().max(255).optional(),
  description: z.string().max(4000).optional(),
  version: z.union([z.string(), z.number()]).optional(),
  logo: z.string().max(2000).nullish(),
  links: z
    .object({ docs: link.nullish(), website: link.nullish(), github: link.nullish() })
    .partial()
    .nullish(),
  tags: z.array(z.string().max(100)).max(50).optional(),
});

/** Read a template from its folder: the compose file, `template.toml`, and `meta.json`. */
export function readDokployTemplate(type: string, folder: TemplateFolder): ReadTemplate {
  const compose = folder.get('docker-compose.yml') ?? folder.get('docker-compose.yaml');
  if (compose === undefined)
    return refused(type, { line: 1, column: 1, message: 'The folder has no docker-compose.yml.' });
  const parsed = parseCompose(compose);
  if (!parsed.ok) return { ok: false, type, problems: parsed.problems };
  const toml = readToml(folder.get('template.toml') ?? '');
  if (!toml.ok) return refused(type, toml.problem);
  const configuration = readConfiguration(toml.value);
  if (typeof configuration === 'string')
    return refused(type, { line: 1, column: 1, message: `template.toml: ${configuration}` });
  const about = readAbout(type, folder.get('meta.json'), configuration);
  if (typeof about === 'string') return refused(type, { line: 1, column: 1, message: `meta.json: ${about}` });
  return { ok: true, template: { about, compose, configuration }, hidden: false, file: parsed.value };
}

function refused(type: string, problem: ComposeProblem): ReadTemplate {
  return { ok: false, type, problems: [problem] };
}

function readAbout(
  type: string,
  text: string | undefined,
  configuration: TemplateConfiguration,
): TemplateAbout | string {
  const meta = metaSchema.safeParse(text === undefined ? {} : parseJson(text));
  if (!meta.success) {
    const [issue] = meta.error.issues;
    return issue && issue.path.length > 0
      ? `${issue.path.join('.')} has the wrong format.`
      : 'Is not a JSON object.';
  }
  const { name, description, logo, links, tags = [] } = meta.data;
  return {
    type,
    name: name ?? titleOf(type),
    slogan: description ?? null,
    documentation: links?.docs ?? links?.website ?? links?.github ?? null,
    category: tags[0]?.toLowerCase() ?? null,
    tags,
    logo: logo ?? null,
    port: configuration.domains[0]?.port ?? null,
    minimumVersion: null,
    amd64Only: false,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

const scalar = z
  .union([z.string(), z.number(), z.boolean(), z.bigint(), z.date()])
  .transform((value) => (value instanceof Date ? value.toISOString() : String(value)));

/** Keys with text values; other values (a list below the wrong header) are left out. */
const textTable = z.record(z.string(), z.unknown()).transform((table) =>
  Object.fromEntries(
    Object.entries(table).flatMap(([key, value]) => {
      const read = scalar.safeParse(value);
      return read.success ? [[key, read.data]] : [];
    }),
  ),
);

const list = <T extends z.ZodType>(item: T) =>
  z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(item));

const domainSchema = z.object({
  serviceName: scalar,
  port: scalar.optional(),
  path: scalar.optional(),
  host: scalar.nullish(),
});

const mountSchema = z.object({ filePath: scalar.optional(), content: scalar.optional() });

const configurationSchema = z.object({
  variables: textTable.optional(),
  config: z
    .object({
      domains: list(domainSchema).optional(),
      env: z.union([textTable, z.array(z.union([scalar, textTable]))]).optional(),
      mounts: list(mountSchema).optional(),
    })
    .optional(),
  // Some files have these at the top level.
  domains: list(domainSchema).optional(),
  mounts: list(mountSchema).optional(),
  env: z.union([textTable, z.array(scalar)]).optional(),
});

function readConfiguration(value: Record<string, unknown>): TemplateConfiguration | string {
  const result = configurationSchema.safeParse(value);
  if (!result.success) {
    const [issue] = result.error.issues;
    return `${issue?.path.join('.') || 'the file'} has the wrong format.`;
  }
  const { variables = {}, config = {} } = result.data;
  const environment = environmentEntries(config.env ?? result.data.env ?? []);
  const files: TemplateFile[] = [];
  for (const { filePath, content = '' } of config.mounts ?? result.data.mounts ?? []) {
    if (filePath === undefined) {
      // For its author, `[config.mounts]` with nothing below it is an empty list.
      if (content === '') continue;
      return 'config.mounts needs a filePath.';
    }
    const path = innerPath(`./${filePath.replace(/^\/+/, '')}`);
    if (path === null || path === '.')
      return 'config.mounts: the filePath must be inside the resource’s folder.';
    files.push({ path: `files/${path.replace(/^(?:\.\/)?files\//, '')}`, content });
  }
  return {
    variables: Object.entries(variables),
    domains: (config.domains ?? result.data.domains ?? []).map(({ serviceName, port, path, host }) => ({
      service: serviceName,
      port: portOf(port),
      path: path === undefined || path === '' ? '/' : path.startsWith('/') ? path : `/${path}`,
      host: host === undefined || host === null || host === '' ? null : host,
    })),
    environment,
    files,
  };
}

function portOf(text: string | undefined): number | null {
  const port = Number(text);
  return text !== undefined && Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : null;
}

type EnvironmentInput = Record<string, string> | (string | Record<string, string>)[];

/** Read a table, or a list of `KEY=value` and one-key tables; comments and empty lines are left out. */
function environmentEntries(given: EnvironmentInput): [string, string][] {
  const items = Array.isArray(given) ? given : [given];
  return items.flatMap((item): [string, string][] => {
    if (typeof item !== 'string') return Object.entries(item);
    const equals = item.indexOf('=');
    const key = item.slice(0, Math.max(equals, 0)).trim();
    return /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(key) ? [[key, item.slice(equals + 1)]] : [];
  });
}
