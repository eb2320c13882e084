import type { InjectedVariable } from '../../domain/workload/environment';
import type { DomainSpec } from '../../domain/workload/routing';
import type { Text } from '../plan/text';

/** What a component knows about itself when the variables are delivered; unknown values are absent. */
export interface InjectedValues {
  workloadUuid: string;
  domains: readonly DomainSpec[];
  branch: string | null;
  commit?: Text;
  containerName?: Text;
  port?: Text;
}

/**
 * List the variables that Gantry adds (`deployment.md` D5.5), `COOLIFY_X` also as `GANTRY_X`. A key that the user set
 * is left out, because the user's value wins.
 */
export function injectedVariables(
  names: readonly InjectedVariable[],
  values: InjectedValues,
  userKeys: ReadonlySet<string>,
): [key: string, value: Text][] {
  const { domains } = values;
  const table: Record<InjectedVariable, Text | undefined> = {
    SOURCE_COMMIT: values.commit,
    COOLIFY_URL: domains.map((domain) => `${domain.scheme}://${domain.host}`).join(',') || undefined,
    COOLIFY_FQDN: domains.map((domain) => domain.host).join(',') || undefined,
    COOLIFY_BRANCH: values.branch ?? undefined,
    COOLIFY_RESOURCE_UUID: values.workloadUuid,
    COOLIFY_CONTAINER_NAME: values.containerName,
    PORT: values.port,
    HOST: '0.0.0.0',
  };
  return names.flatMap((name) => {
    const value = table[name];
    if (value === undefined) return [];
    return spellings(name).flatMap((key): [string, Text][] => (userKeys.has(key) ? [] : [[key, value]]));
  });
}

function spellings(name: InjectedVariable): string[] {
  return name.startsWith('COOLIFY_') ? [name, name.replace('COOLIFY_', 'GANTRY_')] : [name];
}
