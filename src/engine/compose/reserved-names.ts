import type { ComposeProblem } from '../../domain/compose/problem';
import type { ComposeService } from '../../domain/compose/service';
import { isReservedName, RESERVED_NAME } from '../../domain/input/docker/reserved-name';
import type { ResolvedCompose } from './types';

/**
 * List service names that belong to Gantry or to another workload (`deployment.md` D18.3). The proxy is in the
 * networks of many workloads, so a name in one network would answer for all of them.
 */
export function reservedNames({ project, placeOf }: ResolvedCompose): ComposeProblem[] {
  return project.services.flatMap((service) =>
    namesOf(service)
      .filter(({ name }) => isReservedName(name))
      .map(({ key, name }): ComposeProblem => {
        const message = `${name.slice(0, 80)}: ${RESERVED_NAME}`;
        return { ...placeOf(service.name, key), service: service.name, ...(key !== '' && { key }), message };
      }),
  );
}

/**
 * List each name once, at the key that sets it. An alias that is in none of the service's networks comes from a link.
 */
function namesOf({
  name,
  containerName,
  hostname,
  networks,
}: ComposeService): { key: string; name: string }[] {
  const found = new Map([[name, '']]);
  const add = (key: string, given: string | null) => {
    if (given !== null && !found.has(given)) found.set(given, key);
  };
  add('container_name', containerName);
  add('hostname', hostname);
  for (const { network, aliases } of networks)
    for (const alias of aliases) add(`networks.${network}.aliases`, alias);
  return [...found].map(([given, key]) => ({ key, name: given }));
}
