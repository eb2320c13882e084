import { createHash } from 'node:crypto';
import { referencesOf } from './custom-references';
import type { CustomHttp } from './custom-schema';
import { revision } from './middlewares';
import { customName, customRevisionName } from './names';
import { fileText } from './text';

/** Priority of a redirect of all hosts that nothing serves: after every router. */
export const lastPriority = -1_000_000;

/** A file of the file provider with what users wrote. */
export interface CustomFile {
  http: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

/**
 * Write the file of a custom part. Its names get a prefix, so that none is one of Gantry's, and its routers priorities
 * below zero, so that all of them come after those of components, whatever they match.
 */
export function customFile(part: CustomHttp): CustomFile {
  const names = new Set(referencesOf(part).map(({ path }) => path.join('\n')));
  const kinds = Object.entries({ ...part, routers: ordered(part.routers ?? {}) }).map(([kind, entries]) => {
    const renamed = Object.entries(entries ?? {}).map(([name, entry]) => [
      customName(name),
      withCustomNames(entry, names, [kind, name]),
    ]);
    return [kind, Object.fromEntries(renamed)] as const;
  });
  const filled = Object.fromEntries(kinds.filter(([, entries]) => Object.keys(entries).length > 0));
  const hash = createHash('sha256').update(fileText(filled)).digest('hex').slice(0, 16);
  const middlewares = { ...filled.middlewares, [customRevisionName(hash)]: revision(hash) };
  return { http: { ...filled, middlewares } };
}

/** Whether a file has nothing that users wrote. */
export function isEmptyFile({ http }: CustomFile): boolean {
  return Object.keys(http).length === 1 && Object.keys(http.middlewares ?? {}).length === 1;
}

/** Get the name of the middleware that shows whether the file is active. */
export function customRevisionOf({ http }: CustomFile): string {
  return Object.keys(http.middlewares ?? {}).at(-1) ?? '';
}

/** Give each router its entrance, and its place in the order that Traefik would give it. */
function ordered(routers: NonNullable<CustomHttp['routers']>) {
  const rank = ([, { priority, rule }]: [string, { priority?: number; rule: string }]) =>
    priority ?? rule.length;
  const sorted = Object.entries(routers).sort((a, b) => rank(b) - rank(a) || (a[0] < b[0] ? -1 : 1));
  return Object.fromEntries(
    sorted.map(([name, router], index) => [
      name,
      {
        ...router,
        entryPoints: router.entryPoints ?? [router.tls ? 'https' : 'http'],
        priority: -1 - index,
      },
    ]),
  );
}

function withCustomNames(node: unknown, names: ReadonlySet<string>, path: readonly string[]): unknown {
  if (typeof node === 'string') return names.has(path.join('\n')) ? customName(node) : node;
  if (Array.isArray(node))
    return node.map((item, index) => withCustomNames(item, names, [...path, String(index)]));
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, child]) => [key, withCustomNames(child, names, [...path, key])]),
  );
}
