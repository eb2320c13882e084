import type { SourceKind } from '../../db/generated/client';
import { invalidField } from '../../domain/error';
import type { ApplicationRecord } from '../application-rows/record';
import type { SettingsChange } from './settings';

const repositories: ReadonlySet<SourceKind> = new Set(['public_git', 'deploy_key', 'github_app']);

/**
 * Refuse settings that an application from a compose file has no use for, so that none is without effect in silence.
 * @throws AppError 422 on the field
 */
export function requireComposeFields(change: SettingsChange): void {
  if (change.fqdn)
    throw invalidField(
      'domains',
      'The services of its compose file have domains. Send docker_compose_domains.',
    );
  if (change.portsMappings)
    throw invalidField('ports_mappings', 'Its compose file says which ports of the server are mapped.');
  if (change.isRawComposeDeploymentEnabled)
    throw invalidField('is_raw_compose_deployment_enabled', 'A compose file is never run as it is.');
  if (change.isPreserveRepositoryEnabled)
    throw invalidField(
      'is_preserve_repository_enabled',
      'The repository is not kept on the server. Files that the compose file names are put into the containers.',
    );
  if (change.dockerComposeCustomBuildCommand)
    throw invalidField('docker_compose_custom_build_command', 'Services are built as the compose file says.');
  if (change.dockerComposeCustomStartCommand)
    throw invalidField(
      'docker_compose_custom_start_command',
      'Services are started as the compose file says.',
    );
}

function requireSamePack(
  before: ApplicationRecord['buildPack'],
  after: ApplicationRecord['buildPack'],
): void {
  if (before === 'dockercompose')
    throw invalidField('build_pack', 'An application from a compose file has no other build pack.');
  if (after === 'dockercompose')
    throw invalidField(
      'build_pack',
      'Create another application for a compose file: this one has no services.',
    );
}

/**
 * Refuse an update that takes the image from an application that has nothing else, or that gives a build pack to one
 * without a repository. @throws AppError 422 on the field
 */
export function requireSourceFields(
  { sourceKind, buildPack: before }: Pick<ApplicationRecord, 'sourceKind' | 'buildPack'>,
  change: SettingsChange,
): void {
  const { buildPack } = change;
  if (before === 'dockercompose') requireComposeFields(change);
  if (repositories.has(sourceKind) && buildPack !== undefined && buildPack !== before)
    requireSamePack(before, buildPack);
  if (sourceKind === 'image') {
    if (change.dockerRegistryImageName === null)
      throw invalidField('docker_registry_image_name', 'The docker registry image name field is required.');
    if (buildPack !== undefined)
      throw invalidField('build_pack', 'An application from an image is not built.');
  }
  if (sourceKind === 'compose') {
    if (buildPack !== undefined && buildPack !== 'dockercompose')
      throw invalidField('build_pack', 'An application from a compose file has no other build pack.');
  }
  if (sourceKind === 'dockerfile' && buildPack !== undefined && buildPack !== 'dockerfile')
    throw invalidField('build_pack', 'An application from a Dockerfile has no other build pack.');
}
