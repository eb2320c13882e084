import type { CloudInitScript } from '../../db/generated/client';
import type { Sealer } from '../../db/sealed';
import { newUuid } from '../../lib/random';
import type { Scope } from '../context';
import { findCloudInitScript } from './find';

const PURPOSE = 'cloud_init_scripts.script';

export interface CloudInitScriptInput {
  name: string;
  script: string;
}

/** Store a script, sealed: such scripts hold passwords and keys. */
export function createCloudInitScript(
  scope: Scope,
  { name, script }: CloudInitScriptInput,
): Promise<CloudInitScript> {
  const scriptSealed = scope.database.sealer.seal(script, PURPOSE);
  const { organizationId } = scope;
  return scope.db.cloudInitScript.create({ data: { uuid: newUuid(), organizationId, name, scriptSealed } });
}

/** Change only what was sent. @throws AppError 404 */
export async function updateCloudInitScript(
  scope: Scope,
  uuid: string,
  { name, script }: Partial<CloudInitScriptInput>,
): Promise<CloudInitScript> {
  const before = await findCloudInitScript(scope, uuid);
  const after = await scope.db.cloudInitScript.update({
    where: { id: before.id },
    data: {
      ...(name !== undefined && { name }),
      ...(script !== undefined && { scriptSealed: scope.database.sealer.seal(script, PURPOSE) }),
    },
  });
  scope.notes.changed(before, after);
  return after;
}

/** @throws AppError 404 */
export async function deleteCloudInitScript(scope: Scope, uuid: string): Promise<void> {
  const row = await findCloudInitScript(scope, uuid);
  await scope.db.cloudInitScript.delete({ where: { id: row.id } });
  scope.notes.removed(row);
}

export function openScript(sealer: Sealer, { scriptSealed }: Pick<CloudInitScript, 'scriptSealed'>): string {
  return sealer.open(scriptSealed, PURPOSE).reveal();
}
