import { parseImageReference } from '../../../domain/input/docker/image-reference';
import { encodeBase64 } from '../../base64';
import { isComposed, type NewApplication } from './new-application-schema';

/** Members of every create request. Empty fields are left out: Gantry chooses their values. */
export function placeAndName(values: NewApplication) {
  return {
    project_uuid: values.project_uuid,
    environment_uuid: values.environment_uuid,
    server_uuid: values.server_uuid,
    instant_deploy: values.instant_deploy,
    autogenerate_domain: false,
    ...(values.name ? { name: values.name } : {}),
    ...(isComposed(values) ? {} : address(values)),
  };
}

function address({ domains, ports_exposes }: NewApplication) {
  return { ...(domains ? { domains } : {}), ...(ports_exposes ? { ports_exposes } : {}) };
}

export function gitRequest(values: NewApplication) {
  const { git_repository, git_branch, build_pack, base_directory, docker_compose_location } = values;
  return {
    ...placeAndName(values),
    git_repository,
    git_branch,
    build_pack,
    base_directory: base_directory || '/',
    ...(isComposed(values) && docker_compose_location ? { docker_compose_location } : {}),
  };
}

/** Split an image reference into name and tag, as the API expects: the tag of `nginx@sha256:…` is its digest. */
export function imageRequest(values: NewApplication) {
  const parsed = parseImageReference(values.image);
  const tag = parsed?.digest ?? parsed?.tag;
  return {
    ...placeAndName(values),
    docker_registry_image_name: parsed?.name ?? values.image,
    ...(tag ? { docker_registry_image_tag: tag } : {}),
  };
}

export function dockerfileRequest(values: NewApplication) {
  return { ...placeAndName(values), dockerfile: encodeBase64(values.dockerfile) };
}
