import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Template } from '../../domain/compose/template';
import { readCoolifyTemplate } from '../../engine/catalogue/coolify';

let known: ReadonlyMap<string, Template> | undefined;

/** The templates that come with Gantry, by type, read once. */
export function builtInTemplates(): ReadonlyMap<string, Template> {
  known ??= new Map(
    builtInFiles().map(([type, text]) => {
      const entry = readCoolifyTemplate(type, text);
      if (!entry.ok)
        throw new Error(`The built-in template ${type} is broken: ${entry.problems[0]?.message}`);
      return [type, entry.template];
    }),
  );
  return known;
}

function builtInFiles(): [type: string, text: string][] {
  const folder = builtInFolder();
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .map((name) => [name.slice(0, -'.yaml'.length), readFileSync(join(folder, name), 'utf8')]);
}

/** `catalogue/` above this file: in `src/`, or where the build copies it beside the server. */
function builtInFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const candidate = join(folder, 'catalogue');
    if (existsSync(join(candidate, 'uptime-kuma.yaml')) || folder === dirname(folder)) return candidate;
  }
}
