import type { Action } from '../plan/action';
import { isExportable } from '../plan/build-argument';
import type { BuildVariable } from '../plan/build-template';

/** Log which variables a tool cannot take from its environment, the only way that shows no value. */
export function notExported(variables: readonly BuildVariable[]): Action[] {
  const keys = variables.map(([key]) => key).filter((key) => !isExportable(key));
  if (keys.length === 0) return [];
  return [
    { kind: 'log', text: `Not passed to the build, because shells cannot export them: ${keys.join(', ')}` },
  ];
}
