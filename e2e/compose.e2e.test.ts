// What Gantry makes of a compose file is what Docker Compose makes of it, field by field of `docker inspect`. Containers
// are made by the actions of a stack's release, from the plan that a release has, and are not started: `docker inspect`
// shows the same of them then. `stacks.e2e.test.ts` goes the whole way, from the API to an answer on a domain.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createByDockerCompose, namesByDockerCompose } from './compose/by-docker-compose';
import { createByGantry, namesByGantry, removeMadeByGantry } from './compose/by-gantry';
import { type ComposeCase, readCases } from './compose/cases';
import { comparable } from './compose/comparable';
import { type Difference, differencesBetween } from './compose/differences';
import type { Made } from './compose/inspected';
import { intended } from './compose/intended';
import { comparableTopLevel } from './compose/top-level';
import { openLab } from './lab/lab';
import type { Lab, LabHost } from './lab/types';
import { type TransportHosts, transportHosts } from './transport/hosts';

const cases = await readCases();

let lab: Lab;
let hosts: TransportHosts;
let machine: LabHost;
let byCompose: ReadonlyMap<string, Made>;
let byGantry: ReadonlyMap<string, Made>;

beforeAll(async () => {
  lab = await openLab();
  hosts = transportHosts(lab);
  machine = await lab.host('one');
  const host = await hosts.host(machine);
  [byCompose, byGantry] = await Promise.all([
    createByDockerCompose(machine, cases),
    createByGantry(host, machine, cases),
  ]);
}, 900_000);
afterAll(async () => {
  if (machine) await removeMadeByGantry(machine);
  await hosts?.pool.close();
  await lab?.stop();
});

function madeOf(made: ReadonlyMap<string, Made>, { name }: ComposeCase): Made {
  return made.get(name) ?? { containers: new Map(), topLevel: { volumes: [], networks: [] } };
}

/** How the containers of a file differ. */
function differencesOf(of: ComposeCase): Difference[] {
  const compose = madeOf(byCompose, of).containers;
  const gantry = madeOf(byGantry, of).containers;
  expect([...gantry.keys()].sort()).toEqual([...compose.keys()].sort());
  const names = [namesByDockerCompose(of, compose), namesByGantry(of, gantry)] as const;
  return [...compose].flatMap(([service, container]) => {
    const own = gantry.get(service);
    if (!own) return [];
    return differencesBetween(service, comparable(container, names[0]), comparable(own, names[1]));
  });
}

/** The intended differences that explain one. */
function explanations(difference: Difference, { project, text }: ComposeCase): string[] {
  const service = project.services.find(({ name }) => name === difference.service);
  if (!service) return [];
  return intended.filter((each) => each.explains(difference, service, text)).map(({ name }) => name);
}

describe('a compose file', () => {
  it.each(cases)('$title', (of) => {
    const unexplained = differencesOf(of).filter((one) => explanations(one, of).length === 0);
    expect(unexplained).toEqual([]);
  });

  it.each(cases)('$title: its volumes and networks', (of) => {
    const [compose, gantry] = [madeOf(byCompose, of), madeOf(byGantry, of)];
    const expected = comparableTopLevel(compose.topLevel, namesByDockerCompose(of, compose.containers));
    expect(comparableTopLevel(gantry.topLevel, namesByGantry(of, gantry.containers))).toEqual(
      // It takes the place of the network that Docker has for all.
      of.text.includes('network_mode: bridge')
        ? new Map([...expected, ['networks.default', 'bridge']])
        : expected,
    );
  });

  it('differs in each way that is meant', () => {
    const found = cases.flatMap((of) => differencesOf(of).flatMap((one) => explanations(one, of)));
    expect(new Set(found)).toEqual(new Set(intended.map(({ name }) => name)));
  });
});
