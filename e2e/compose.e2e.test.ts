// What Gantry makes of a compose file is what Docker Compose makes of it, field by field of `docker inspect`. Containers
// are made by the actions of a stack's release, from the plan that a release has, and are not started: `docker inspect`
// shows the same of them then. `stacks.e2e.test.ts` goes the whole way, from the API to an answer on a domain.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createByDockerCompose, namesByDockerCompose } from './compose/by-docker-compose';
import { createByGantry, namesByGantry, removeMadeByGantry } from './compose/by-gantry';
import { type ComposeCase, readCases } from './compose/cases';
import { comparable } from './compose/comparable';
import { type Difference, differencesBetween } from './compose/differences';
import type { Containers } from './compose/inspected';
import { intended } from './compose/intended';
import { openLab } from './lab/lab';
import type { Lab, LabHost } from './lab/types';
import { type TransportHosts, transportHosts } from './transport-host';

const cases = await readCases();

let lab: Lab;
let hosts: TransportHosts;
let machine: LabHost;
let byCompose: ReadonlyMap<string, Containers>;
let byGantry: ReadonlyMap<string, Containers>;

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

/** How the containers of a file differ. */
function differencesOf(of: ComposeCase): Difference[] {
  const compose = byCompose.get(of.name) ?? new Map();
  const gantry = byGantry.get(of.name) ?? new Map();
  expect([...gantry.keys()].sort()).toEqual([...compose.keys()].sort());
  const names = [namesByDockerCompose(of, compose), namesByGantry(of, gantry)] as const;
  return [...compose].flatMap(([service, container]) => {
    const own = gantry.get(service);
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

  it('differs in each way that is meant', () => {
    const found = cases.flatMap((of) => differencesOf(of).flatMap((one) => explanations(one, of)));
    expect(new Set(found)).toEqual(new Set(intended.map(({ name }) => name)));
  });
});
