import type { Scope } from '../context';
import { instanceChangedKind } from './access-policy';

type InstanceData = Parameters<Scope['database']['db']['instance']['update']>[0]['data'];

/** Change the row of the installation and notify every process, which sees it from its next request on. */
export async function saveInstance(scope: Scope, data: InstanceData) {
  const { db } = scope.database;
  const before = await db.instance.findUniqueOrThrow({ where: { id: 1 } });
  const after = await db.instance.update({ where: { id: 1 }, data });
  scope.notes.changed(before, after);
  await scope.changes.publish({
    organizationId: scope.organizationId,
    kind: instanceChangedKind,
    uuid: scope.installation.uuid,
  });
  return after;
}
