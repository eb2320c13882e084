import { expect, it } from 'vitest';
import { applicationDefaults } from '../../domain/workload/application-defaults';
import { applicationFields } from '../application/fields';
import { commonFields as databaseFields } from '../database/fields';
import { updateInput as updateService } from '../stack/input';
import { databaseDefaults, serviceDefaults } from './defaults';

/** Fields that the format represents differently: identities, separate parts, and values that are not settings. */
const elsewhere = {
  application: ['name', 'build_pack'],
  database: ['name', 'image'],
  service: [
    'uuid',
    'name',
    'urls',
    'docker_compose_raw',
    'instant_deploy',
    'force_domain_override',
    'project_uuid',
    'server_uuid',
    'environment_name',
    'environment_uuid',
    'destination_uuid',
  ],
};

it.each([
  ['application', applicationFields, applicationDefaults],
  ['database', databaseFields, databaseDefaults],
  ['service', updateService.shape, serviceDefaults],
] as const)('every field that can be set of a %s is in the format', (kind, fields, defaults) => {
  const known = [...Object.keys(defaults), ...elsewhere[kind]];
  expect(Object.keys(fields).filter((name) => !known.includes(name))).toEqual([]);
});
