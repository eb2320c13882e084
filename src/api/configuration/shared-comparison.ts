import { type Comparison, wanted } from './comparison';
import { sharedVariableDefaults } from './defaults';
import type { Members } from './members';

/** Compare the shared variables of a project or an environment. */
export function compareShared(
  comparison: Comparison,
  owner: 'project' | 'environment',
  place: Members,
  desired: Members,
  current: Members,
  prefix: string,
): void {
  const router = `${owner}Variable`;
  const fieldsOf = (said: unknown): Members =>
    typeof said === 'object' && said !== null && 'value' in said ? { ...said } : { value: said };
  for (const [key, said] of Object.entries(desired)) {
    const [now, next] = [fieldsOf(current[key]), fieldsOf(said)];
    const value = wanted(comparison, next.value, Object.hasOwn(current, key) ? now.value : undefined);
    const flags = Object.entries(sharedVariableDefaults).map(
      ([name, initial]) => [name, next[name] ?? initial] as const,
    );
    const isSame = flags.every(([name, flag]) => flag === (now[name] ?? sharedVariableDefaults[name]));
    if (Object.hasOwn(current, key) && value.isSame && isSame) continue;
    const path = `${prefix}variables/${key}`;
    const input = {
      ...place,
      key,
      ...(value.isSame ? {} : { value: String(value.value ?? '') }),
      ...Object.fromEntries(flags),
    };
    comparison.changes.push({
      action: Object.hasOwn(current, key) ? 'change' : 'create',
      path,
      fields: [],
      downtime: 'rolling',
    });
    comparison.calls.push(
      Object.hasOwn(current, key)
        ? { procedure: `${router}.updateEnv`, input: { ...input, env_id: comparison.state.ids.get(path) } }
        : { procedure: `${router}.createEnv`, input },
    );
  }
  for (const key of Object.keys(current).filter((each) => !Object.hasOwn(desired, each))) {
    const path = `${prefix}variables/${key}`;
    comparison.changes.push({
      action: comparison.prunes ? 'delete' : 'keep',
      path,
      fields: [],
      downtime: 'none',
    });
    if (comparison.prunes)
      comparison.removals.push({
        procedure: `${router}.deleteEnv`,
        input: { ...place, env_id: comparison.state.ids.get(path) },
      });
  }
}
