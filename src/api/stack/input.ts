import { z } from 'zod';
import { publicDomainList } from '../../domain/input/address/public-domain-list';
import { base64Text } from '../../domain/input/base64-text';
import { description } from '../../domain/input/description';
import { displayName } from '../../domain/input/display-name';
import type { Permission } from '../../domain/permission/vocabulary';
import { secretInput } from '../../domain/sensitive';
import type { StackSettings } from '../../services/stacks/create';
import { pathId } from '../wire/answers';
import { placeFields, samePlaceFields, tagNames } from '../workload/place-fields';

/** A compose file in an input. */
export const composeFile = secretInput(base64Text).meta({
  description: 'A compose file, encoded as base64.',
});

/** The whitelist SVC of coolify-api §2. */
const commonFields = {
  name: displayName.optional(),
  description: description.nullable().optional(),
  instant_deploy: z.boolean().optional().meta({ description: 'Needs the permission service:deploy.' }),
  urls: z
    .array(z.strictObject({ name: z.string().max(255), url: publicDomainList.nullable() }))
    .max(200)
    .optional()
    .meta({ description: 'URLs by the name of the service in the compose file; null removes them.' }),
  force_domain_override: z.boolean().optional(),
  is_container_label_escape_enabled: z.boolean().optional(),
  connect_to_docker_network: z.boolean().optional(),
  ignore_unknown_keys: z.boolean().optional(),
};

export const createInput = z.strictObject({
  ...placeFields,
  ...commonFields,
  type: z.string().max(255).optional(),
  docker_compose_raw: composeFile.optional(),
  tags: tagNames.optional(),
});

export const updateInput = z.strictObject({
  uuid: pathId,
  ...commonFields,
  docker_compose_raw: composeFile.optional(),
  ...samePlaceFields,
});

type Common = z.output<z.ZodObject<typeof commonFields>>;

export function toSettings(input: Common): StackSettings {
  const { name, description, connect_to_docker_network, is_container_label_escape_enabled } = input;
  const { ignore_unknown_keys } = input;
  return {
    ...(name !== undefined && { name }),
    ...(description !== undefined && { description }),
    ...(connect_to_docker_network !== undefined && { connectToDockerNetwork: connect_to_docker_network }),
    ...(is_container_label_escape_enabled !== undefined && {
      isContainerLabelEscapeEnabled: is_container_label_escape_enabled,
    }),
    ...(ignore_unknown_keys !== undefined && { ignoreUnknownKeys: ignore_unknown_keys }),
  };
}

/** Index the comma-separated URLs by component. */
export function toUrls({ urls = [] }: Common): Map<string, string> {
  return new Map(urls.map(({ name, url }) => [name, url ?? '']));
}

/** The permissions that `instant_deploy` needs beyond the creation or the change itself. */
export function furtherPermissions({
  instant_deploy,
}: {
  instant_deploy?: boolean | undefined;
}): readonly Permission[] {
  return instant_deploy ? ['service:deploy'] : [];
}
