import { z } from 'zod';
import { base64Text } from '../../domain/input/base64-text';
import { description } from '../../domain/input/description';
import { displayName } from '../../domain/input/display-name';
import { imageName } from '../../domain/input/docker/image-reference';
import { gitBranch } from '../../domain/input/git/git-branch';
import { gitRepository } from '../../domain/input/git/git-repository';
import { singleLine } from '../../domain/input/text';
import type { Permission } from '../../domain/permission/vocabulary';
import { secretInput } from '../../domain/sensitive';
import type { CreateApplication } from '../../services/applications/create';
import type { SettingsChange } from '../../services/applications/settings';
import { pathId } from '../wire/answers';
import { camelKeys } from '../wire/camel-case';
import { placeFields, placeKeys, samePlaceFields, tagNames, toPlace } from '../workload/place-fields';
import { applicationFields, buildPack, dockerfileTargetBuild } from './fields';

const requestFields = {
  force_domain_override: z.boolean().optional(),
  instant_deploy: z.boolean().optional().meta({ description: 'Needs the permission application:deploy.' }),
};

const createFields = {
  ...placeFields,
  ...applicationFields,
  ...requestFields,
  private_key_uuid: z.string().optional(),
  autogenerate_domain: z.boolean().optional(),
  tags: tagNames.optional(),
  /** Kind of source, which older clients repeat here. The path determines it. */
  type: singleLine(64).optional(),
};

const gitFields = { git_repository: gitRepository, git_branch: gitBranch, build_pack: buildPack };

export const createPublicInput = z.strictObject({ ...createFields, ...gitFields });
export const createPrivateDeployKeyInput = z.strictObject({
  ...createFields,
  ...gitFields,
  private_key_uuid: z.string(),
  gitlab_app_uuid: z
    .string()
    .optional()
    .meta({ description: 'A GitLab app whose webhook receives the pushes of the repository.' }),
});
export const createPrivateGithubAppInput = z.strictObject({
  ...createFields,
  ...gitFields,
  github_app_uuid: z.string(),
});
export const createDockerfileInput = z.strictObject({
  ...createFields,
  dockerfile: applicationFields.dockerfile.unwrap(),
  build_pack: z.literal('dockerfile').optional(),
});
const { build_pack: _readOnly, ...imageFields } = createFields;
export const createDockerImageInput = z.strictObject({
  ...imageFields,
  docker_registry_image_name: imageName,
});

export const createDockerComposeInput = z.strictObject({
  ...placeFields,
  docker_compose_raw: secretInput(base64Text).meta({ description: 'A compose file, encoded as base64.' }),
  name: displayName.optional(),
  description: description.nullable().optional(),
  ignore_unknown_keys: applicationFields.ignore_unknown_keys,
  instant_deploy: requestFields.instant_deploy,
  tags: tagNames.optional(),
});

export const updateInput = z.strictObject({
  uuid: pathId,
  ...applicationFields,
  ...requestFields,
  ...samePlaceFields,
  github_app_uuid: z
    .string()
    .nullish()
    .meta({ description: 'Source of the application. It cannot be changed.' }),
  dockerfile_target_build: dockerfileTargetBuild.optional(),
});

type Fields = Partial<z.output<z.ZodObject<typeof applicationFields>>> & {
  dockerfile_target_build?: string | null;
};
type CreateInput = Omit<z.output<typeof createPublicInput>, keyof typeof gitFields> &
  Fields & { github_app_uuid?: string; gitlab_app_uuid?: string | undefined };

const requestKeys = [
  'force_domain_override',
  'instant_deploy',
  'private_key_uuid',
  'github_app_uuid',
  'gitlab_app_uuid',
  'autogenerate_domain',
  'tags',
  'type',
  'uuid',
] as const;

/**
 * Convert wire names to the settings of services. The `domains` of a request are `fqdn` internally and in responses.
 */
export function toSettings(input: Fields): SettingsChange {
  const rest: Record<string, unknown> = { ...input };
  for (const key of [...placeKeys, ...requestKeys]) delete rest[key];
  const { domains, ...fields } = rest as Fields; // the remaining members are exactly those of APP
  return { ...camelKeys(fields), ...(domains === undefined ? {} : { fqdn: domains || null }) };
}

/** The permissions that `instant_deploy` needs beyond the creation or the change itself. */
export function furtherPermissions({
  instant_deploy,
}: {
  instant_deploy?: boolean | undefined;
}): readonly Permission[] {
  return instant_deploy ? ['application:deploy'] : [];
}

type SourceOfCreate = Pick<CreateApplication, 'sourceKind' | 'defaultName'> & {
  buildPack: CreateApplication['settings']['buildPack'];
};

export function toCreateRequest(input: CreateInput, source: SourceOfCreate): CreateApplication {
  return {
    place: toPlace(input),
    sourceKind: source.sourceKind,
    settings: { ...toSettings(input), buildPack: source.buildPack },
    defaultName: source.defaultName,
    privateKeyUuid: input.private_key_uuid ?? null,
    githubAppUuid: input.github_app_uuid ?? null,
    gitlabAppUuid: input.gitlab_app_uuid ?? null,
    autogenerateDomain: input.autogenerate_domain ?? true,
    forceDomainOverride: input.force_domain_override ?? false,
    instantDeploy: input.instant_deploy ?? false,
    tags: input.tags ?? [],
  };
}
