import type { Place } from '../gantry/deployment';
import { quickCheck } from '../gantry/fixture';
import type { GitServer } from '../lab/types';
import { type ActionEvent, type MachineName, machineNames } from './schedule';

/** What the application of a place is like; each machine has one of each. */
export const workloadKinds = ['checked', 'built', 'stop-start'] as const;
export type WorkloadKind = (typeof workloadKinds)[number];

export const kindOf = (workload: number): WorkloadKind =>
  workloadKinds[Math.floor(workload / machineNames.length)] ?? 'checked';
export const machineOf = (workload: number): MachineName =>
  machineNames[workload % machineNames.length] ?? 'one';

const graceSeconds = 2;
const firstHostPort = 20_000;
export const repositoryOf = (workload: number) => `w${workload}`;

/** Path and body of the request that makes an application of a place. `generation`: how many it had before. */
export function creation(
  workload: number,
  generation: number,
  place: Place,
  git: Pick<GitServer, 'httpUrl'>,
): { path: string; body: object; domain: string } {
  const kind = kindOf(workload);
  // What is being removed keeps its domain and its host port until it is gone.
  const domain = `w${workload}-${generation}.example`;
  const common = {
    ...place,
    name: `w${workload}-${generation}`,
    domains: `http://${domain}`,
    stop_grace_period: graceSeconds,
    ports_exposes: '8080',
  };
  if (kind === 'built')
    return {
      path: '/applications/public',
      // Without a health check: it is ready when its port is open.
      body: {
        ...common,
        git_repository: git.httpUrl(repositoryOf(workload)),
        git_branch: 'main',
        build_pack: 'dockerfile',
        health_check_enabled: false,
      },
      domain,
    };
  const body = {
    ...common,
    ...quickCheck,
    docker_registry_image_name: 'gantry-test/web',
    docker_registry_image_tag: '1',
    ...(kind === 'stop-start'
      ? { ports_mappings: `${firstHostPort + workload * 100 + (generation % 100)}:8080` }
      : {}),
  };
  return { path: '/applications/dockerimage', body, domain };
}

/** The change that makes an application deploy this version next; null where there is nothing to set. */
export function versionChange(workload: number, version: ActionEvent['version']): object | null {
  if (kindOf(workload) === 'built') return null;
  return version === 'crash'
    ? { docker_registry_image_name: 'gantry-test/crash', docker_registry_image_tag: '1' }
    : { docker_registry_image_name: 'gantry-test/web', docker_registry_image_tag: version };
}

/** What the repository of a built application holds for a version. */
export function versionFiles(version: ActionEvent['version']): Record<string, string> {
  const from = version === 'crash' ? 'FROM gantry-test/crash:1' : `FROM gantry-test/web:${version}`;
  return { Dockerfile: `${from}\nENV BUILT=${version}\n` };
}
