import { singleLine } from '../text';
import { isReservedName, RESERVED_NAME } from './reserved-name';

const dockerName = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const slugForm = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const MAX_BYTES = 255;
const MAX_LIST_BYTES = 2048;

/** Name of a container, volume or network (coolify-api §2, shapes). */
export const containerName = singleLine(MAX_BYTES).refine(
  (name) => dockerName.test(name),
  'Must start with a letter or digit and contain only letters, digits and . _ -',
);

/**
 * Docker's own networks, and the names of networks with a public id that Gantry creates: of environments, of previews
 * and of compose files (`<id>_<key>`). Workloads placed in one would reach those that are isolated there.
 */
const otherNetworks =
  /^(?:bridge|host|none|default|nat|ingress|docker_gwbridge|container:.*)$|(?:^|[-_])[a-z0-9]{24}(?:$|[-_])/;

/** Network of a destination. */
export const destinationNetwork = containerName.refine(
  (name) => !otherNetworks.test(name),
  'Is the name of a network that Docker or Gantry creates itself. Choose another name.',
);

/** `custom_internal_name` and other names that become a host name (hostile-inputs row 7). */
export const slug = singleLine(MAX_BYTES)
  .refine(
    (name) => slugForm.test(name),
    'Must be 1 to 63 lower-case letters, digits and hyphens, not beginning or ending with a hyphen.',
  )
  .refine((name) => !isReservedName(name), RESERVED_NAME);

/** Parse comma-separated aliases in a Docker network. */
export function parseAliases(text: string): string[] {
  return text
    .split(',')
    .map((alias) => alias.trim())
    .filter((alias) => alias !== '');
}

export const networkAliases = singleLine(MAX_LIST_BYTES)
  .refine(
    (text) => parseAliases(text).every((alias) => dockerName.test(alias) && alias.length <= MAX_BYTES),
    'Must be names of letters, digits and . _ - separated by commas.',
  )
  .refine((text) => !parseAliases(text).some(isReservedName), RESERVED_NAME);
