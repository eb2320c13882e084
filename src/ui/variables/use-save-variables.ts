import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Variable } from '../resources';
import { useWorkloadProcedures } from '../workload/use-workload-procedures';
import type { BulkChanges } from './bulk-changes';
import { setFields, type VariableSet } from './variable-set';

/** Save additions and changes in one request, then remove variables. Flags of existing variables are kept. */
export function useSaveVariables(set: VariableSet) {
  const { kind, uuid: workload } = set;
  const procedures = useWorkloadProcedures(kind);
  const queryClient = useQueryClient();
  const write = useMutation(procedures.bulkUpdateEnvs.mutationOptions());
  const remove = useMutation(procedures.deleteEnv.mutationOptions());

  async function save({ added, changed, removed }: BulkChanges<Variable>): Promise<void> {
    const data = [
      ...added.map(({ key, value }) => ({
        key,
        value,
        ...setFields(set),
        is_multiline: value.includes('\n'),
      })),
      ...changed.map(({ before, value }) => ({
        key: before.key,
        value,
        ...setFields(set),
        comment: before.comment,
        is_runtime: before.is_runtime,
        is_buildtime: before.is_buildtime,
        is_literal: before.is_literal,
        is_shown_once: before.is_shown_once,
        is_multiline: value.includes('\n'),
      })),
    ];
    try {
      if (data.length > 0) await write.mutateAsync({ uuid: workload, data });
      for (const { uuid } of removed) await remove.mutateAsync({ uuid: workload, env_uuid: uuid });
    } finally {
      await queryClient.invalidateQueries({ queryKey: procedures.pathKey() });
    }
  }

  return { save, isSaving: write.isPending || remove.isPending };
}
