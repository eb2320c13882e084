import { z } from 'zod';
import { parseImageReference } from '../../domain/input/docker/image-reference';
import { parseGitRepository, repositoryName } from '../../domain/input/git/git-repository';
import { createApplication } from '../../services/applications/create';
import { createComposeApplication } from '../../services/deploy/create-compose-application';
import { createFromRepository } from '../../services/deploy/create-from-repository';
import { can } from '../authorize';
import { toPlace } from '../workload/place-fields';
import {
  createDockerComposeInput,
  createDockerfileInput,
  createDockerImageInput,
  createPrivateDeployKeyInput,
  createPrivateGithubAppInput,
  createPublicInput,
  furtherPermissions,
  toCreateRequest,
} from './input';

const tag = 'Applications';
const output = z
  .object({ uuid: z.string(), domains: z.string().nullable() })
  .meta({ id: 'ApplicationCreated' });
const audit = 'application';

export const createProcedures = {
  createPublic: can('application:create', {
    rest: {
      method: 'POST',
      path: '/applications/public',
      status: 201,
      tag,
      summary: 'Create an application from a public repository',
    },
    object: { type: 'project', input: 'project_uuid' },
    also: furtherPermissions,
    input: createPublicInput,
    output,
    audit,
  }).mutation(({ ctx, input }) =>
    createFromRepository(
      ctx.scope,
      toCreateRequest(input, {
        sourceKind: 'public_git',
        buildPack: input.build_pack,
        defaultName: nameOfRepository(input.git_repository),
      }),
    ),
  ),

  createPrivateDeployKey: can('application:create', {
    rest: {
      method: 'POST',
      path: '/applications/private-deploy-key',
      status: 201,
      tag,
      summary: 'Create an application from a repository with a deploy key',
    },
    object: { type: 'project', input: 'project_uuid' },
    also: furtherPermissions,
    input: createPrivateDeployKeyInput,
    output,
    audit,
  }).mutation(({ ctx, input }) =>
    createFromRepository(
      ctx.scope,
      toCreateRequest(input, {
        sourceKind: 'deploy_key',
        buildPack: input.build_pack,
        defaultName: nameOfRepository(input.git_repository),
      }),
    ),
  ),

  createPrivateGithubApp: can('application:create', {
    rest: {
      method: 'POST',
      path: '/applications/private-github-app',
      status: 201,
      tag,
      summary: 'Create an application from a repository with a GitHub App',
    },
    object: { type: 'project', input: 'project_uuid' },
    also: furtherPermissions,
    input: createPrivateGithubAppInput,
    output,
    audit,
  }).mutation(({ ctx, input }) =>
    createFromRepository(
      ctx.scope,
      toCreateRequest(input, {
        sourceKind: 'github_app',
        buildPack: input.build_pack,
        defaultName: nameOfRepository(input.git_repository),
      }),
    ),
  ),

  createDockerfile: can('application:create', {
    rest: {
      method: 'POST',
      path: '/applications/dockerfile',
      status: 201,
      tag,
      summary: 'Create an application from a Dockerfile',
    },
    object: { type: 'project', input: 'project_uuid' },
    also: furtherPermissions,
    input: createDockerfileInput,
    output,
    audit,
  }).mutation(({ ctx, input }) =>
    createApplication(
      ctx.scope,
      toCreateRequest(input, {
        sourceKind: 'dockerfile',
        buildPack: 'dockerfile',
        defaultName: 'dockerfile-{uuid}',
      }),
    ),
  ),

  createDockerImage: can('application:create', {
    rest: {
      method: 'POST',
      path: '/applications/dockerimage',
      status: 201,
      tag,
      summary: 'Create an application from an image',
    },
    object: { type: 'project', input: 'project_uuid' },
    also: furtherPermissions,
    input: createDockerImageInput,
    output,
    audit,
  }).mutation(({ ctx, input }) =>
    createApplication(
      ctx.scope,
      toCreateRequest(input, {
        sourceKind: 'image',
        buildPack: 'dockerimage',
        defaultName: nameOfImage(input.docker_registry_image_name),
      }),
    ),
  ),

  createDockerCompose: can('application:create', {
    rest: {
      method: 'POST',
      path: '/applications/dockercompose',
      status: 201,
      tag,
      summary: 'Create an application from a compose file',
    },
    object: { type: 'project', input: 'project_uuid' },
    also: furtherPermissions,
    input: createDockerComposeInput,
    output,
    audit,
  }).mutation(async ({ ctx, input }) => {
    const { ignore_unknown_keys: isIgnored } = input;
    const { uuid, domains } = await createComposeApplication(ctx.scope, {
      place: toPlace(input),
      source: { compose: input.docker_compose_raw },
      settings: {
        ...(input.name !== undefined && { name: input.name }),
        ...(input.description !== undefined && { description: input.description }),
        ...(isIgnored !== undefined && { ignoreUnknownKeys: isIgnored }),
      },
      tags: input.tags ?? [],
      instantDeploy: input.instant_deploy ?? false,
    });
    return { uuid, domains: domains.length === 0 ? null : domains.join(',') };
  }),
};

const UNNAMED = 'application-{uuid}';

function nameOfRepository(text: string): string {
  const repository = parseGitRepository(text);
  return (repository && repositoryName(repository).replaceAll('~', '-')) || UNNAMED;
}

/** Derive a name from an image: `registry.example.com/team/app:1` → `app`. */
function nameOfImage(text: string): string {
  return parseImageReference(text)?.name.split('/').at(-1) ?? UNNAMED;
}
