import { z } from 'zod';
import type { DatabaseEngine } from '../../domain/database/engines';
import type { Permission } from '../../domain/permission/vocabulary';
import type { DatabaseChange } from '../../services/databases/split-change';
import { pathId } from '../wire/answers';
import { camelKeys } from '../wire/camel-case';
import { placeFields, tagNames } from '../workload/place-fields';
import { allFields, commonFields, createShape, updateShape } from './fields';

const instantDeploy = z.boolean().optional().meta({ description: 'Needs the permission database:deploy.' });

export function createInput(engine: DatabaseEngine) {
  return z.strictObject({
    ...placeFields,
    ...commonFields,
    ...createShape(engine),
    instant_deploy: instantDeploy,
    tags: tagNames.optional(),
  });
}

export const updateInput = z.strictObject({
  uuid: pathId,
  ...commonFields,
  ...updateShape,
  instant_deploy: instantDeploy,
});

const engineFields = new Set(Object.keys(allFields()));

/** Convert a parsed input to the change that services make. Fields that no database has are left to the caller. */
export function toChange(input: z.output<z.ZodObject<typeof commonFields>>): DatabaseChange {
  const known = Object.entries(input).filter(([name]) => name in commonFields);
  const given = Object.entries(input).filter(([name]) => engineFields.has(name));
  // Only the members of `commonFields`: in camel case they are the names of columns.
  const common = camelKeys(Object.fromEntries(known)) as DatabaseChange['common'];
  return { common, given: Object.fromEntries(given) };
}

/** The permissions that `instant_deploy` needs beyond the creation or the change itself. */
export function furtherPermissions({
  instant_deploy,
}: {
  instant_deploy?: boolean | undefined;
}): readonly Permission[] {
  return instant_deploy ? ['database:deploy'] : [];
}
