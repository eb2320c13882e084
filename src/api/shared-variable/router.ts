import { router } from '../authorize';
import { environmentPath } from '../environment/schema';
import { pathId } from '../wire/answers';
import { sharedProcedures } from './procedures';

export const teamVariableRouter = router(
  sharedProcedures({
    path: '/team/envs',
    noun: 'the team',
    place: {},
    ownerOf: () => ({ scope: 'team' }),
  }),
);

export const projectVariableRouter = router(
  sharedProcedures({
    path: '/projects/{uuid}/envs',
    noun: 'a project',
    place: { uuid: pathId },
    object: { type: 'project', input: 'uuid' },
    ownerOf: ({ uuid }) => ({ scope: 'project', uuid }),
  }),
);

export const environmentVariableRouter = router(
  sharedProcedures({
    path: '/projects/{uuid}/environments/{environment_name_or_uuid}/envs',
    noun: 'an environment',
    place: environmentPath,
    object: { type: 'project', input: 'uuid' },
    ownerOf: ({ uuid, environment_name_or_uuid: environment }) => ({
      scope: 'environment',
      project: uuid,
      environment,
    }),
  }),
);

export const serverVariableRouter = router(
  sharedProcedures({
    path: '/servers/{uuid}/envs',
    noun: 'a server',
    place: { uuid: pathId },
    object: { type: 'server', input: 'uuid' },
    ownerOf: ({ uuid }) => ({ scope: 'server', uuid }),
  }),
);
