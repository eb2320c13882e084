import type { ComposeVariable, MagicVariables } from '../../domain/compose/variables';
import type { ComposeFile, TreeNode } from './types';
import { type Path, placeAt, plainValues } from './values';

/** Valid names; others are set by an engine or the machine, not by a resource. */
const NAME = /^[A-Za-z_][A-Za-z0-9_.]*$/;

/**
 * List the ordinary variables a file reads: they become editable variables of the resource (`deployment.md` D16.5).
 */
export function composeVariables(file: ComposeFile, magic: MagicVariables): ComposeVariable[] {
  const generated = new Set(magic.variables.map(({ name }) => name));
  const found = new Map<string, ComposeVariable>();
  const add = (name: string, operator: string | null, word: string | null, path: Path): void => {
    if (generated.has(name.replaceAll(/[-.]/g, '_')) || !NAME.test(name)) return;
    const before = found.get(name);
    const defaultValue = operator?.endsWith('-') === true ? word : null;
    const required = operator?.endsWith('?') === true ? (word ?? '') : null;
    found.set(name, {
      ...(before ?? { name, ...placeAt(file.root, path) }),
      defaultValue: before?.defaultValue ?? defaultValue,
      required: before?.required ?? required,
    });
  };
  plainValues(file.root, [], () => undefined, { read: add });
  for (const [service, node] of file.services)
    for (const key of bareKeys(node.entries.get('environment')?.value))
      add(key, null, null, ['services', service, 'environment']);
  return [...found.values()];
}

/** List the keys of an environment without a value, which take the resource's variable of that name. */
function bareKeys(environment: TreeNode | undefined): string[] {
  if (environment?.kind === 'map')
    return [...environment.entries]
      .filter(([, { value }]) => value.kind === 'scalar' && value.value === null)
      .map(([key]) => key);
  if (environment?.kind !== 'list') return [];
  return environment.items.flatMap((item) =>
    item.kind === 'scalar' && typeof item.value === 'string' && !item.value.includes('=')
      ? [item.value.trim()]
      : [],
  );
}
