'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { Button } from '../primitives/button';
import { Cell, Row, RowList } from '../primitives/row-list';
import type { Environment, Project } from '../resources';
import { useDenial } from '../session/use-can';
import { useTRPC } from '../trpc';
import { contentsRefusal } from './contents-refusal';
import { RenameEnvironmentDialog } from './rename-environment-dialog';

/** Environments of a project, each with actions that rename or delete it. */
export function EnvironmentSettings({ project }: { project: Project }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const remove = useMutation(trpc.environment.delete.mutationOptions());
  const renameDenial = useDenial('environment:update', project.uuid);
  const removeDenial = useDenial('environment:delete', project.uuid);
  const resources = useQuery(trpc.resource.list.queryOptions({}));
  const [renaming, setRenaming] = useState<Environment | null>(null);
  const [removing, setRemoving] = useState<Environment | null>(null);
  return (
    <>
      <RowList label="Environments" rows={project.environments} keyOf={(row) => row.uuid}>
        {(row) => (
          <Row compact title={row.name} detail={row.description}>
            <Cell className="flex gap-1">
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Rename ${row.name}`}
                denied={renameDenial}
                onClick={() => setRenaming(row)}
              >
                <Pencil aria-hidden />
              </Button>
              <Button
                variant="ghost"
                size="icon-sm"
                aria-label={`Delete ${row.name}`}
                denied={removeDenial ?? contentsRefusal(resources.data, [row])}
                onClick={() => setRemoving(row)}
              >
                <Trash2 aria-hidden />
              </Button>
            </Cell>
          </Row>
        )}
      </RowList>
      <RenameEnvironmentDialog
        project={project.uuid}
        environment={renaming}
        onClose={() => setRenaming(null)}
      />
      <ConfirmDialog
        open={removing !== null}
        onOpenChange={(open) => !open && setRemoving(null)}
        title={`Delete ${removing?.name ?? ''}`}
        confirmLabel="Delete environment"
        onConfirm={async () => {
          if (!removing) return;
          await remove.mutateAsync({ uuid: project.uuid, environment_name_or_uuid: removing.uuid });
          await queryClient.invalidateQueries({ queryKey: trpc.project.pathKey() });
        }}
      >
        <p>Removes the environment. Only an empty environment can be deleted.</p>
      </ConfirmDialog>
    </>
  );
}
