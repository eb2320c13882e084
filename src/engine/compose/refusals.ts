/** Unsupported keys of the Compose Specification, and what to do instead; by their path in a service. */
const ofServices: Readonly<Record<string, string>> = {
  extends: 'extends is not supported. Write the keys of the other service here.',
  develop: 'Is for development machines and is not supported.',
  provider: 'Provider services are not supported.',
  models: 'Models are not supported.',
  post_start: 'Hooks are not supported. Start the command in the container itself.',
  pre_stop: 'Hooks are not supported. Handle the stop signal in the container.',
  external_links: 'Use a network that both services share.',
  'networks.*.ipv4_address': 'Addresses are assigned by Docker. Use the name of the service.',
  'networks.*.ipv6_address': 'Addresses are assigned by Docker. Use the name of the service.',
};

const ofFile: Readonly<Record<string, string>> = {
  include: 'include is not supported. Write the services of the other file here.',
  models: 'Models are not supported.',
};

/** Keys of a service that the specification has and Gantry does not support, by their parent. */
const knownOfServices = knownKeys({
  '': 'attach blkio_config cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime credential_spec isolation label_file mac_address oom_kill_disable oom_score_adj storage_opt use_api_socket uts volume_driver',
  'build.':
    'additional_contexts cache_to entitlements extra_hosts isolation labels network no_cache no_cache_filter platforms privileged provenance pull sbom secrets shm_size ssh tags ulimits',
  'deploy.resources.limits.': 'devices generic_resources',
  'deploy.resources.reservations.': 'generic_resources pids',
  'networks.*.': 'driver_opts gw_priority interface_name link_local_ips mac_address',
  'volumes.*.': 'image cluster',
  'volumes.*.bind.': 'recursive',
});

/** Keys of networks, volumes, configs and secrets that the specification has and Gantry does not support. */
const knownOfObjects: ReadonlySet<string> = new Set(
  'driver driver_opts enable_ipv4 enable_ipv6 external ipam template_driver'.split(' '),
);

function knownKeys(byPlace: Readonly<Record<string, string>>): ReadonlySet<string> {
  return new Set(
    Object.entries(byPlace).flatMap(([above, keys]) => keys.split(' ').map((key) => `${above}${key}`)),
  );
}

/** Message for a dropped key. */
export const IGNORED_KEY = 'This key is unknown and ignored.';

export interface KeyRefusal {
  message: string;
  /** Whether an owner or admin may ignore the key for a resource. */
  isUnknown: boolean;
}

/** Say why a key is refused. @param path below the service, or below the top level of the file */
export function keyRefusal(path: readonly PropertyKey[], isInService: boolean): KeyRefusal {
  const isNamed = (index: number) => index === 1 && path[0] === 'networks';
  const pattern = path
    .map((part, index) => (typeof part === 'number' || isNamed(index) ? '*' : String(part)))
    .join('.');
  const message = (isInService ? ofServices : ofFile)[pattern];
  if (message !== undefined && Object.hasOwn(isInService ? ofServices : ofFile, pattern))
    return { message, isUnknown: false };
  const isKnown = isInService
    ? knownOfServices.has(pattern)
    : path.length > 1 && knownOfObjects.has(String(path.at(-1)));
  return isKnown
    ? { message: 'This key is not supported. Remove it.', isUnknown: false }
    : { message: 'This key is unknown. Remove it or correct its name.', isUnknown: true };
}
