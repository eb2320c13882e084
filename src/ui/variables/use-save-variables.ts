import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Variable } from '../resources';
import { useTRPC } from '../trpc';
import type { BulkChanges } from './bulk-changes';

/** Writes the additions and changes in one call, then removes. Flags of existing variables stay as they are. */
export function useSaveVariables(application: string) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const write = useMutation(trpc.application.bulkUpdateEnvs.mutationOptions());
  const remove = useMutation(trpc.application.deleteEnv.mutationOptions());

  async function save({ added, changed, removed }: BulkChanges<Variable>): Promise<void> {
    const data = [
      ...added.map(({ key, value }) => ({ key, value, is_multiline: value.includes('\n') })),
      ...changed.map(({ before, value }) => ({
        key: before.key,
        value,
        comment: before.comment,
        is_runtime: before.is_runtime,
        is_buildtime: before.is_buildtime,
        is_literal: before.is_literal,
        is_shown_once: before.is_shown_once,
        is_multiline: value.includes('\n'),
      })),
    ];
    try {
      if (data.length > 0) await write.mutateAsync({ uuid: application, data });
      for (const { uuid } of removed) await remove.mutateAsync({ uuid: application, env_uuid: uuid });
    } finally {
      await queryClient.invalidateQueries({ queryKey: trpc.application.pathKey() });
    }
  }

  return { save, isSaving: write.isPending || remove.isPending };
}
