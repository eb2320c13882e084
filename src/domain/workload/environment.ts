import type { Secret } from '../secret';

export type EnvironmentEntry = readonly [key: string, value: Secret];

/** Injected variables (`deployment.md` D5.5); each `COOLIFY_` variable also exists with the prefix `GANTRY_`. */
export const injectedVariables = [
  'SOURCE_COMMIT',
  'COOLIFY_URL',
  'COOLIFY_FQDN',
  'COOLIFY_BRANCH',
  'COOLIFY_RESOURCE_UUID',
  'COOLIFY_CONTAINER_NAME',
  'PORT',
  'HOST',
] as const;

export type InjectedVariable = (typeof injectedVariables)[number];

/** Variables of a container. */
export interface EnvironmentSpec {
  /** Resolved values in delivery order. A key of the user wins over an injected one. */
  runtime: readonly EnvironmentEntry[];
  injected: readonly InjectedVariable[];
  /** Value of COOLIFY_BRANCH; null: none. */
  branch: string | null;
  /** Value of COOLIFY_RESOURCE_UUID; absent: the uuid of the workload. */
  resource?: string;
}
