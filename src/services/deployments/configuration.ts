import { createHash, createHmac } from 'node:crypto';
import type { EnvironmentVariable } from '../../db/generated/client';
import type { MountedStorage } from '../../db/queries/list-applications';
import type { Sealer } from '../../db/sealed';
import type { ApplicationRecord } from '../application-rows/record';
import { openBasicAuthPassword } from '../application-rows/sealed';
import { configurationKey, configurationKeys } from '../configuration-hash';
import { openValue } from '../environment-variables/sealed';
import { openContent } from '../storages/sealed';

/**
 * What a deployment depends on, at the time of its request: plain values, and keyed hashes for values that may be
 * secret, so that configurations can be compared without revealing or guessing secrets.
 */
export interface ConfigurationSnapshot {
  settings: Record<string, string | number | boolean | null>;
  environment: { key: string; hash: string; flags: string }[];
  /** Absent when there are none. */
  storages?: { path: string; kind: string; source: string | null; hash: string | null }[];
}

/** What a deployment of an application depends on besides its own row. */
export interface ConfigurationParts {
  variables: readonly EnvironmentVariable[];
  storages: readonly MountedStorage[];
}

export interface Configuration {
  snapshot: ConfigurationSnapshot;
  hash: string;
}

/** Settings that change what runs or how it is reached; not names, states and timestamps. */
const plainSettings = [
  'buildPack',
  'sourceKind',
  'gitRepository',
  'gitBranch',
  'gitCommitSha',
  'privateKeyId',
  'destinationId',
  'dockerRegistryImageName',
  'dockerRegistryImageTag',
  'fqdn',
  'noindexDomains',
  'redirect',
  'staticImage',
  'installCommand',
  'buildCommand',
  'startCommand',
  'baseDirectory',
  'publishDirectory',
  'dockerfileLocation',
  'dockerfileTargetBuild',
  'useBuildServer',
  'useBuildSecrets',
  'disableBuildCache',
  'injectBuildArgsToDockerfile',
  'includeSourceCommitInBuild',
  'isStatic',
  'isSpa',
  'portsExposes',
  'portsMappings',
  'customNetworkAliases',
  'customDockerRunOptions',
  'isContainerLabelEscapeEnabled',
  'isGzipEnabled',
  'isStripprefixEnabled',
  'isForceHttpsEnabled',
  'isConsistentContainerNameEnabled',
  'customInternalName',
  'connectToDockerNetwork',
  'healthCheckEnabled',
  'healthCheckType',
  'healthCheckCommand',
  'healthCheckPath',
  'healthCheckPort',
  'healthCheckHost',
  'healthCheckMethod',
  'healthCheckReturnCode',
  'healthCheckScheme',
  'healthCheckResponseText',
  'healthCheckInterval',
  'healthCheckTimeout',
  'healthCheckRetries',
  'healthCheckStartPeriod',
  'limitsMemory',
  'limitsMemorySwap',
  'limitsMemorySwappiness',
  'limitsMemoryReservation',
  'limitsCpus',
  'limitsCpuset',
  'limitsCpuShares',
  'stopGracePeriod',
  'isGitSubmodulesEnabled',
  'isGitLfsEnabled',
  'isGitShallowCloneEnabled',
  'isEnvSortingEnabled',
  'preDeploymentCommand',
  'preDeploymentCommandContainer',
  'postDeploymentCommand',
  'postDeploymentCommandContainer',
  'isHttpBasicAuthEnabled',
  'httpBasicAuthUsername',
  'isGpuEnabled',
  'gpuDriver',
  'gpuCount',
  'gpuDeviceIds',
  'gpuOptions',
] as const satisfies readonly (keyof ApplicationRecord)[];

/** Settings whose text may hold secrets (coolify-api §4.2). */
const hashedTexts = [
  'dockerfile',
  'customLabels',
  'customNginxConfiguration',
] as const satisfies readonly (keyof ApplicationRecord)[];

/** Whether this is the hash of the current configuration, made with the current secret key or an earlier one. */
export function isConfigurationHash(
  hash: string,
  sealer: Sealer,
  application: ApplicationRecord,
  parts: ConfigurationParts,
): boolean {
  return configurationKeys(sealer).some(
    (key) => configurationOf(sealer, application, parts, key).hash === hash,
  );
}

export function configurationOf(
  sealer: Sealer,
  application: ApplicationRecord,
  { variables, storages }: ConfigurationParts,
  key = configurationKey(sealer),
): Configuration {
  const keyed = (text: string) => createHmac('sha256', key.reveal()).update(text).digest('hex');
  const keyedContent = (row: MountedStorage) => {
    const content = openContent(sealer, row);
    return content && keyed(content.reveal());
  };
  const settings: ConfigurationSnapshot['settings'] = {};
  for (const name of plainSettings) settings[name] = application[name];
  if (application.buildPack === 'dockercompose' && application.sourceKind !== 'compose')
    settings.dockerComposeLocation = application.dockerComposeLocation;
  for (const name of hashedTexts)
    settings[name] = application[name] === null ? null : keyed(application[name]);
  const password = openBasicAuthPassword(sealer, application);
  settings.httpBasicAuthPassword = password && keyed(password.reveal());
  const environment = variables
    .filter((row) => !row.isPreview)
    .map((row) => ({ key: row.key, hash: keyed(openValue(sealer, row).reveal()), flags: flagsOf(row) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  const mounted = storages
    .map((row) => ({
      path: row.mountPath,
      kind: row.kind,
      source: row.hostPath ?? row.name,
      hash: keyedContent(row),
    }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const snapshot = { settings, environment, ...(mounted.length > 0 && { storages: mounted }) };
  return { snapshot, hash: createHash('sha256').update(JSON.stringify(snapshot)).digest('hex') };
}

function flagsOf(row: EnvironmentVariable): string {
  return [row.isRuntime && 'runtime', row.isBuildtime && 'buildtime', row.isLiteral && 'literal']
    .filter(Boolean)
    .join(' ');
}
