import type { EnvironmentVariable } from '../../db/generated/client';
import type { Sealer } from '../../db/sealed';
import {
  type EnvironmentEntry,
  type EnvironmentSpec,
  injectedVariables,
} from '../../domain/workload/environment';
import type { SharedLookup } from '../shared-variables/lookup';
import { resolveReferences } from './references';
import { openValue } from './sealed';

export interface DeploymentEnvironment extends Pick<EnvironmentSpec, 'runtime' | 'injected'> {
  build: readonly EnvironmentEntry[];
}

/**
 * The variables that a deployment delivers: the production variables in order (sorted by key if the application says
 * so), with references replaced. @throws AppError for a reference that cannot be resolved (D5.3)
 */
export function deploymentEnvironment(
  sealer: Sealer,
  variables: readonly EnvironmentVariable[],
  isSorted: boolean,
  lookup: SharedLookup,
): DeploymentEnvironment {
  const ordered = variables.filter((row) => !row.isPreview).sort(isSorted ? byKey : byOrder);
  const entries = (rows: readonly EnvironmentVariable[]): EnvironmentEntry[] =>
    rows.map((row) => {
      const value = openValue(sealer, row);
      return [row.key, row.isLiteral ? value : resolveReferences(row.key, value, lookup)];
    });
  return {
    runtime: entries(ordered.filter((row) => row.isRuntime)),
    build: entries(ordered.filter((row) => row.isBuildtime)),
    injected: injectedVariables,
  };
}

function byOrder(a: EnvironmentVariable, b: EnvironmentVariable): number {
  return a.order - b.order || a.id - b.id;
}

function byKey(a: EnvironmentVariable, b: EnvironmentVariable): number {
  return a.key < b.key ? -1 : a.key > b.key ? 1 : 0;
}
