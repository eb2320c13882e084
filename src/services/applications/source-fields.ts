import type { SourceKind } from '../../db/generated/client';
import { AppError, invalidField } from '../../domain/error';
import { composeRefusal, isUsualSetting } from '../../domain/workload/compose-settings';
import type { ApplicationRecord } from '../application-rows/record';
import type { SettingsChange } from './settings';

const repositories: ReadonlySet<SourceKind> = new Set(['public_git', 'deploy_key', 'github_app']);

/**
 * Refuse settings that have no effect on an application from a compose file, so that none is ignored silently. Values
 * that it already has, and defaults, are accepted: clients send whole objects.
 * @param before null: it is being created
 * @throws AppError 422 on the field
 */
export function requireComposeFields(
  change: SettingsChange,
  before: ApplicationRecord | null,
  sourceKind: SourceKind,
): void {
  const isOfRepository = repositories.has(sourceKind);
  const fields = Object.entries(change).flatMap(([name, value]) => {
    const field = wireName(name);
    const refusal = composeRefusal(field, { isOfRepository });
    if (refusal === null || isUsualSetting(field, value)) return [];
    return before && Reflect.get(before, name) === value ? [] : [[field, [refusal]]];
  });
  if (fields.length > 0)
    throw new AppError('validation_failed', 'Validation failed.', { fields: Object.fromEntries(fields) });
}

/** `fqdn` is `domains` on write (coolify-api §2). */
function wireName(setting: string): string {
  return setting === 'fqdn' ? 'domains' : setting.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** @throws AppError 422 for a setting about a compose file when there is none */
export function requireNoFileSettings({ ignoreUnknownKeys }: SettingsChange): void {
  if (ignoreUnknownKeys)
    throw invalidField('ignore_unknown_keys', 'The application does not use a compose file.');
}

function requireSamePack(
  before: ApplicationRecord['buildPack'],
  after: ApplicationRecord['buildPack'],
): void {
  if (before === 'dockercompose')
    throw invalidField(
      'build_pack',
      'The build pack of an application from a compose file cannot be changed.',
    );
  if (after === 'dockercompose')
    throw invalidField(
      'build_pack',
      'Create another application for a compose file: this one has no services.',
    );
}

/**
 * Refuse an update that removes the image of an application that has no other source, or that gives a build pack to one
 * without a repository. @throws AppError 422 on the field
 */
export function requireSourceFields(application: ApplicationRecord, change: SettingsChange): void {
  const { sourceKind, buildPack: before } = application;
  const { buildPack } = change;
  if (before === 'dockercompose') requireComposeFields(change, application, sourceKind);
  else requireNoFileSettings(change);
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
      throw invalidField(
        'build_pack',
        'The build pack of an application from a compose file cannot be changed.',
      );
  }
  if (sourceKind === 'dockerfile' && buildPack !== undefined && buildPack !== 'dockerfile')
    throw invalidField('build_pack', 'An application from a Dockerfile has no other build pack.');
}
