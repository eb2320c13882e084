import type { SourceKind } from '../../db/generated/client';
import { invalidField } from '../../domain/error';
import type { SettingsChange } from './settings';

/**
 * Refuse an update that takes the image from an application that has nothing else, or that gives a build pack to one
 * without a repository. @throws AppError 422 on the field
 */
export function requireSourceFields(sourceKind: SourceKind, change: SettingsChange): void {
  const { buildPack } = change;
  if (sourceKind === 'image') {
    if (change.dockerRegistryImageName === null)
      throw invalidField('docker_registry_image_name', 'The docker registry image name field is required.');
    if (buildPack !== undefined)
      throw invalidField('build_pack', 'An application from an image is not built.');
  }
  if (sourceKind === 'compose') {
    if (buildPack !== undefined && buildPack !== 'dockercompose')
      throw invalidField('build_pack', 'An application from a compose file has no other build pack.');
    if (change.fqdn)
      throw invalidField(
        'domains',
        'The services of its compose file have domains. Send docker_compose_domains.',
      );
    if (change.portsMappings)
      throw invalidField('ports_mappings', 'Its compose file says which ports of the server are mapped.');
  }
  if (sourceKind === 'dockerfile' && buildPack !== undefined && buildPack !== 'dockerfile')
    throw invalidField('build_pack', 'An application from a Dockerfile has no other build pack.');
}
