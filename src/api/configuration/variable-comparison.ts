import { type Comparison, wanted } from './comparison';
import { variableDefaults } from './defaults';
import type { Members } from './members';

/** List the changed variables of a workload as items for `bulkUpdateEnvs`. */
export function changedVariables(
  comparison: Comparison,
  path: string,
  desired: Members,
  current: Members,
): { key: string; item: Members }[] {
  return Object.entries(desired).flatMap(([key, said]) => {
    const now = variableOf(current[key]);
    const next = variableOf(said);
    const value = wanted(comparison, next.value, Object.hasOwn(current, key) ? now.value : undefined);
    const flags = Object.entries(variableDefaults).map(
      ([name, initial]) => [name, next[name] ?? initial] as const,
    );
    const isSame =
      value.isSame && flags.every(([name, flag]) => flag === (now[name] ?? variableDefaults[name]));
    if (isSame && Object.hasOwn(current, key)) return [];
    const settings = Object.fromEntries(flags);
    // An item with only the uuid keeps the value, which the caller may not see.
    const uuid = comparison.state.ids.get(`${path}/variables/${key}`);
    const item = value.isSame
      ? { uuid, ...settings }
      : { key, value: String(value.value ?? ''), ...settings };
    return [{ key, item }];
  });
}

function variableOf(said: unknown): Members {
  const isPlain =
    typeof said === 'object' && said !== null && Object.getPrototypeOf(said) === Object.prototype;
  return isPlain ? { ...said } : { value: said };
}
