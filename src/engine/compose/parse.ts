import type { ComposeOutcome, ComposeProblem } from '../../domain/compose/problem';
import { NAMED_BY_RESOURCE } from './notes';
import { IGNORED_KEY, keyRefusal } from './refusals';
import { readTree } from './tree';
import type { ComposeFile, MapNode, ParseOptions } from './types';
import { problemAt } from './values';

/** Hostile-inputs row 18. */
const MAX_SERVICES = 500;
/** Leaves room for a resource's uuid in the name of a container. */
const serviceName = /^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/;

const topLevelKeys = new Set(['services', 'volumes', 'networks', 'configs', 'secrets', 'name', 'version']);

/** Read a compose file. Its values are checked by `resolveCompose`, once its variables are known. */
export function parseCompose(
  text: string,
  { ignoreUnknownKeys = false }: ParseOptions = {},
): ComposeOutcome<ComposeFile> {
  const tree = readTree(text);
  if (!tree.ok) return tree;
  const root = tree.value;
  if (root.kind !== 'map')
    return {
      ok: false,
      problems: [{ ...root.place, message: 'A compose file must be a map with the key services.' }],
    };
  const problems: ComposeProblem[] = [];
  const ignored: ComposeProblem[] = [];
  for (const key of root.entries.keys()) {
    if (topLevelKeys.has(key) || key.startsWith('x-')) continue;
    const { message, isUnknown } = keyRefusal([key], false);
    if (isUnknown && ignoreUnknownKeys) ignored.push(problemAt(root, [key], IGNORED_KEY));
    else problems.push(problemAt(root, [key], message));
  }
  const services = servicesOf(root, problems);
  if (problems.length > 0) return { ok: false, problems };
  const named = root.entries.has('name') ? [problemAt(root, ['name'], NAMED_BY_RESOURCE)] : [];
  const value = { root, services, ignoreUnknownKeys, ignored };
  return { ok: true, value, warnings: [...ignored, ...named] };
}

function servicesOf(root: MapNode, problems: ComposeProblem[]): Map<string, MapNode> {
  const services = new Map<string, MapNode>();
  const entry = root.entries.get('services');
  if (entry?.value.kind !== 'map' || entry.value.entries.size === 0) {
    problems.push(problemAt(root, ['services'], 'Must be a map with at least one service.'));
    return services;
  }
  const { entries } = entry.value;
  if (entries.size > MAX_SERVICES)
    problems.push(problemAt(root, ['services'], `Must not have more than ${MAX_SERVICES} services.`));
  for (const [name, { value }] of entries) {
    if (name.startsWith('x-')) continue;
    if (value.kind !== 'map') problems.push(problemAt(root, ['services', name], 'A service must be a map.'));
    else if (!serviceName.test(name))
      problems.push(
        problemAt(
          root,
          ['services', name],
          'The name of a service may have up to 63 letters, digits, . _ and -.',
        ),
      );
    else services.set(name, value);
  }
  return services;
}
