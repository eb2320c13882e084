import { describe, expect, it } from 'vitest';
import { newUuid } from '../../../lib/random';
import { networkAliases, slug } from './docker-name';
import { parseDockerRunOptions } from './docker-run-options';
import { isReservedName } from './reserved-name';

const uuid = newUuid();
const reserved = [
  uuid,
  `${uuid}-blue`,
  `${uuid}-green`,
  `${uuid}-previous`,
  `${uuid}-previous-0123456789ab`,
  `${uuid}-${newUuid()}`,
  `${uuid.toUpperCase()}-Blue`,
  `${uuid}-blue.`,
  `${uuid}-web-blue`,
  `${uuid}-pr-7-green`,
  `${uuid}-proxy`,
  `web-${uuid}`,
  'coolify-proxy',
  'Coolify-Proxy',
  'gantry-proxy',
];

describe('a reserved name', () => {
  it.each(reserved)('%s', (name) => expect(isReservedName(name)).toBe(true));
  it.each(['web', 'app-blue', 'previous', 'coolify-proxy-2', 'proxy', `${uuid}x`, `x${uuid}`, `x-${uuid}-y`])(
    'is not %s',
    (name) => expect(isReservedName(name)).toBe(false),
  );

  it.each(reserved)('%s is refused wherever a container gets a name', (name) => {
    expect(networkAliases.safeParse(`web, ${name}`).success).toBe(false);
    expect(slug.safeParse(name).success).toBe(false);
    expect(parseDockerRunOptions(`--hostname ${name}`).ok).toBe(false);
  });
});
