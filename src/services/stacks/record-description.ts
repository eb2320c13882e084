import type { InputJsonValue } from '../../db/generated/internal/prismaNamespace';
import type { StackSpec } from '../../domain/workload/stack-spec';
import { type StackDescription, stackDescription } from '../../engine/plan/description';
import { describeStack } from '../../engine/plans/describe-stack';
import { configurationKey } from '../configuration-hash';
import type { OrganizationScope } from '../context';
import type { LoadedOperation } from '../operations/load';

/** Record what a stack runs from now on, for plans to compare with. Repeatable. */
export async function recordDescription(
  scope: OrganizationScope,
  { workloadId: id }: Pick<LoadedOperation, 'workloadId'>,
  spec: StackSpec,
): Promise<void> {
  if (spec.publicPort) return; // no release
  const described = describeStack(spec, configurationKey(scope.database.sealer));
  const before = spec.isWhole ? { components: [] } : await findDescription(scope, id);
  if (before === null) return; // the other components are not known
  const released = merged(before, described);
  await scope.db.stack.updateMany({ where: { id }, data: { released: released as InputJsonValue } });
}

/** Find what was released last; null: it was not recorded. */
export async function findDescription(
  { db }: Pick<OrganizationScope, 'db'>,
  id: number,
): Promise<StackDescription | null> {
  const row = await db.stack.findUnique({ where: { id }, select: { released: true } });
  const found = stackDescription.safeParse(row?.released);
  return found.success ? found.data : null;
}

function merged(before: StackDescription, { components: replaced }: StackDescription): StackDescription {
  const names = new Set(before.components.map(({ name }) => name));
  return {
    components: [
      ...before.components.map((each) => replaced.find(({ name }) => name === each.name) ?? each),
      ...replaced.filter(({ name }) => !names.has(name)),
    ],
  };
}
