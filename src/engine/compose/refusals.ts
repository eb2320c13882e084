/** Keys of the Compose Specification that are not honoured, and what to do instead; by their path in a service. */
const ofServices: Readonly<Record<string, string>> = {
  extends: 'Write the keys of the other service here: extends is not honoured.',
  develop: 'Is for development machines and is not honoured.',
  provider: 'Services of a provider are not honoured.',
  models: 'Models are not honoured.',
  post_start: 'Hooks are not honoured. Start the command in the container itself.',
  pre_stop: 'Hooks are not honoured. Handle the stop signal in the container.',
  external_links: 'Use a network that both services share.',
  'networks.*.ipv4_address': 'Addresses are given by the engine. Use the name of the service.',
  'networks.*.ipv6_address': 'Addresses are given by the engine. Use the name of the service.',
};

const ofFile: Readonly<Record<string, string>> = {
  include: 'Write the services of the other file here: include is not honoured.',
  models: 'Models are not honoured.',
};

/** Keys that the specification has and Gantry does not: what is not here is unknown to both. */
const knownKeys = new Set(
  (
    'attach blkio_config cpu_count cpu_percent cpu_period cpu_quota cpu_rt_period cpu_rt_runtime credential_spec isolation ' +
    'label_file mac_address oom_kill_disable oom_score_adj storage_opt use_api_socket uts external ipam enable_ipv4 ' +
    'enable_ipv6 driver_opts template_driver driver link_local_ips gw_priority interface_name'
  ).split(' '),
);

export interface KeyRefusal {
  message: string;
  /** Whether an owner or admin may switch it to "ignore" for a resource. */
  isUnknown: boolean;
}

/** Why a key is refused. @param path below the service, or below the top of the file */
export function keyRefusal(path: readonly PropertyKey[], isInService: boolean): KeyRefusal {
  const named = path.map(String);
  const pattern = named.length === 3 ? `${named[0]}.*.${named[2]}` : named.join('.');
  const message = (isInService ? ofServices : ofFile)[pattern];
  if (message !== undefined && Object.hasOwn(isInService ? ofServices : ofFile, pattern))
    return { message, isUnknown: false };
  return knownKeys.has(named.at(-1) ?? '')
    ? { message: 'This key is not honoured. Remove it.', isUnknown: true }
    : { message: 'This key is unknown. Remove it or correct its name.', isUnknown: true };
}
