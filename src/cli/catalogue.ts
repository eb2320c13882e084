import { resolve } from 'node:path';
import { systemClock } from '../lib/clock';
import { type CatalogueCheck, checkCatalogue, type TemplateCheck } from '../services/catalogues/check';

/** Run `gantry catalogue check FOLDER`: print what becomes of each template of a catalogue in either format. */
export async function checkCatalogueFolder(args: readonly string[]): Promise<number> {
  const [folder, ...more] = args;
  if (folder === undefined || more.length > 0) {
    process.stderr.write('Usage: gantry catalogue check FOLDER\n');
    return 2;
  }
  const check = await checkCatalogue(resolve(folder), systemClock);
  for (const template of check.templates) process.stdout.write(`${templateLine(template)}\n`);
  process.stdout.write(`${totals(check)}\n`);
  return check.templates.length > 0 ? 0 : 1;
}

function templateLine({ type, outcome, problems, milliseconds }: TemplateCheck): string {
  const time = `${milliseconds.toFixed(0).padStart(5)} ms`;
  const [first] = problems;
  if (!first) return `${time}  ${outcome.padEnd(17)} ${type}`;
  const place = [`${first.line}:${first.column}`, first.service, first.key].filter(
    (part) => part !== undefined,
  );
  const others = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return `${time}  ${outcome.padEnd(17)} ${type}  ${place.join(' ')}: ${first.message}${others}`;
}

function totals({ format, templates }: CatalogueCheck): string {
  const count = (...outcomes: TemplateCheck['outcome'][]): number =>
    templates.filter(({ outcome }) => outcomes.includes(outcome)).length;
  const loaded = templates.length - count('not loaded');
  const refused = count('refused by policy');
  const planned = count('planned');
  const unresolved = count('not resolved');
  const free = loaded - refused;
  return [
    `${templates.length} templates in the ${format} format`,
    `loaded             ${share(loaded, templates.length)}`,
    `refused by policy  ${refused}`,
    `resolved           ${share(free - unresolved, free)} of those not under policy`,
    `planned            ${share(planned, free)} of those not under policy`,
    `failed             ${templates.length - planned - refused}`,
    `slowest            ${Math.max(0, ...templates.map(({ milliseconds }) => milliseconds)).toFixed(0)} ms`,
  ].join('\n');
}

function share(part: number, whole: number): string {
  return `${part} (${whole === 0 ? '0.0' : ((part / whole) * 100).toFixed(1)} %)`;
}
