import type { TemplateAbout } from '../../domain/compose/template';
import { parseCompose } from '../compose/parse';
import type { ReadTemplate } from './read-template';

const MAX_TEXT = 2000;
const MAX_TAGS = 50;
const headLine = /^#\s*([A-Za-z_-]{1,40})\s*:\s*(.*)$/;

/** Read a template of one YAML file, described by its first comments. @param type file name without its extension */
export function readCoolifyTemplate(type: string, text: string): ReadTemplate {
  const parsed = parseCompose(text);
  if (!parsed.ok) return { ok: false, type, problems: parsed.problems };
  const head = headOf(text);
  return {
    ok: true,
    template: { about: aboutOf(type, head), compose: text, configuration: null },
    hidden: head.get('ignore') === 'true',
    file: parsed.value,
  };
}

/** Read the comments before the first line of the body. */
function headOf(text: string): Map<string, string> {
  const head = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === '') continue;
    if (!line.startsWith('#')) break;
    const match = headLine.exec(line);
    const [, key = '', value = ''] = match ?? [];
    if (match && !head.has(key.toLowerCase()))
      head.set(key.toLowerCase(), unquoted(value.trim()).slice(0, MAX_TEXT));
  }
  return head;
}

function unquoted(text: string): string {
  return /^(["']).*\1$/.test(text) && text.length > 1 ? text.slice(1, -1) : text;
}

function aboutOf(type: string, head: ReadonlyMap<string, string>): TemplateAbout {
  const text = (key: string): string | null => head.get(key) || null;
  const port = Number(head.get('port'));
  return {
    type,
    name: text('name') ?? titleOf(type),
    slogan: text('slogan'),
    documentation: text('documentation'),
    category: text('category')?.toLowerCase() ?? null,
    tags: (head.get('tags') ?? '')
      .split(',')
      .map((tag) => tag.trim())
      .filter((tag) => tag !== '')
      .slice(0, MAX_TAGS),
    logo: text('logo'),
    port: Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : null,
    minimumVersion: text('minversion'),
    amd64Only: head.get('amd_only') === 'true',
  };
}

/** Turn a type into a title: `uptime-kuma` → `Uptime Kuma`. */
export function titleOf(type: string): string {
  return type
    .split(/[-_]+/)
    .filter((word) => word !== '')
    .map((word) => word[0]?.toUpperCase() + word.slice(1))
    .join(' ');
}
