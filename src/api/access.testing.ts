import type { Principal } from '../auth/context';
import { addApplication } from './rows.testing';
import { type ApiCaller, openTestApi, type TestApi, type TestOrganization } from './testing';

export interface TestPlace {
  project: string;
  application: string;
  server: string;
}

/** Two projects with one application each, to test what a caller may do in one and see of the other. */
export interface TwoProjects {
  test: TestApi;
  organization: TestOrganization;
  owner: ApiCaller;
  mine: TestPlace;
  other: TestPlace;
  /** A project of another organization. */
  foreign: string;
  /** Call as a member with these abilities in the first project. */
  member(abilities: string[], change?: Partial<Principal>): ApiCaller;
}

/** An id that no object has. */
export const missing = 'aaaaaaaaaaaaaaaaaaaaaaaa';

export async function openTwoProjects(): Promise<TwoProjects> {
  const test = await openTestApi();
  const organization = await test.addOrganization();
  const owner = organization.as('owner');
  const [mine, other] = [
    await addPlace(test, organization, 'Mine'),
    await addPlace(test, organization, 'Other'),
  ];
  const stranger = await test.addOrganization();
  const foreign = (await stranger.as('owner').project.create({ name: 'Foreign' })).uuid;
  const member: TwoProjects['member'] = (abilities, change = {}) => {
    const grants = [{ projectUuid: mine.project, abilities }];
    return organization.as('member', undefined, { grants, ...change });
  };
  return { test, organization, owner, mine, other, foreign, member };
}

async function addPlace(test: TestApi, organization: TestOrganization, name: string): Promise<TestPlace> {
  const owner = organization.as('owner');
  const { uuid: project } = await owner.project.create({ name });
  const { uuid } = await addApplication(test, organization, project);
  await test.database.unscoped.workload.update({
    where: { uuid },
    data: { application: { update: { dockerfile: 'FROM scratch' } } },
  });
  await owner.application.createEnv({ uuid, key: 'K', value: 'v' });
  return { project, application: uuid, server: (await owner.application.get({ uuid })).server_uuid };
}

/** Input that creates an application in a place. */
export function imageAt(place: TestPlace) {
  return {
    project_uuid: place.project,
    server_uuid: place.server,
    environment_name: 'production',
    docker_registry_image_name: 'nginx',
    ports_exposes: '80',
  };
}

/** Get the outcome of a call: `ok`, the message of a 404, or the code of another error. */
export async function outcome(call: Promise<unknown>): Promise<string> {
  try {
    await call;
    return 'ok';
  } catch (error) {
    const { code, message } = error as { code: string; message: string }; // a TRPCError
    return code === 'NOT_FOUND' ? message : code;
  }
}
