'use client';

import { useQuery } from '@tanstack/react-query';
import { HardDrive, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import { EmptyState } from '../feedback/empty-state';
import { QueryView } from '../feedback/query-view';
import { Section } from '../page/section';
import { Button } from '../primitives/button';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import type { Storage } from '../resources';
import { useCan, useDenials } from '../session/use-can';
import { type StoredWorkload, useStorageProcedures } from '../workload/use-workload-procedures';
import type { MountedComponent } from './mounted-component';
import { StorageRow } from './storage-row';

const NewStorageDialog = dynamic(() =>
  import('./new-storage-dialog').then((module) => module.NewStorageDialog),
);
const EditStorageDialog = dynamic(() =>
  import('./edit-storage-dialog').then((module) => module.EditStorageDialog),
);
const DeleteStorageDialog = dynamic(() =>
  import('./delete-storage-dialog').then((module) => module.DeleteStorageDialog),
);

const StorageBackupsDialog = dynamic(() =>
  import('./storage-backups-dialog').then((module) => module.StorageBackupsDialog),
);

interface StoragesProps extends StoredWorkload {
  /** Undefined until it is loaded; until then only organization-wide permissions count. */
  project: string | undefined;
  /** For a stack: components into which a storage can be mounted. */
  components?: readonly MountedComponent[];
  /** What storages are for in this workload, and when a change takes effect. */
  children: ReactNode;
}

/** Storages of a workload. */
export function Storages({ kind, uuid, project, components, children }: StoragesProps) {
  const workload = { kind, uuid };
  const procedures = useStorageProcedures(kind);
  const query = useQuery(
    procedures.listStorages.queryOptions(
      { uuid },
      { select: (lists): Storage[] => [...lists.persistent_storages, ...lists.file_storages] },
    ),
  );
  const denialOf = useDenials();
  const denials = {
    update: denialOf('volume:update', project),
    remove: denialOf('volume:delete', project),
  };
  const [isAdding, setAdding] = useState(false);
  const [editing, setEditing] = useState<Storage | null>(null);
  const [backedUp, setBackedUp] = useState<Storage | null>(null);
  const canReadBackups = useCan('backup:read', project);
  const schedules = useQuery({
    ...procedures.listStorageBackups.queryOptions({ uuid }),
    enabled: canReadBackups,
  });
  const [removing, setRemoving] = useState<Storage | null>(null);
  const add = denialOf('volume:create', project) === null && (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden /> Add storage
    </Button>
  );
  return (
    <Section title="Storages" description={children} actions={query.data && query.data.length > 0 && add}>
      <QueryView query={query} what="Storages" skeleton={<ListSkeleton label="storages" />}>
        {(storages) =>
          storages.length > 0 ? (
            <RowList label="Storages" rows={storages} keyOf={(row) => row.uuid}>
              {(row) => (
                <StorageRow
                  storage={row}
                  denials={denials}
                  onBackups={canReadBackups && row.supports_backups ? () => setBackedUp(row) : null}
                  backedUp={schedules.data?.find(({ storage_uuid }) => storage_uuid === row.uuid)?.frequency}
                  onEdit={() => setEditing(row)}
                  onRemove={() => setRemoving(row)}
                />
              )}
            </RowList>
          ) : (
            <EmptyState icon={HardDrive} title="No storages yet" action={add}>
              Data written in a container is lost when the container is replaced. A volume keeps data; a file
              or folder adds configuration to the container.
            </EmptyState>
          )
        }
      </QueryView>
      {isAdding && (
        <NewStorageDialog workload={workload} components={components} onClose={() => setAdding(false)} />
      )}
      {backedUp && (
        <StorageBackupsDialog
          workload={workload}
          storage={backedUp}
          project={project}
          onClose={() => setBackedUp(null)}
        />
      )}
      {editing && (
        <EditStorageDialog workload={workload} storage={editing} onClose={() => setEditing(null)} />
      )}
      {removing && (
        <DeleteStorageDialog workload={workload} storage={removing} onClose={() => setRemoving(null)} />
      )}
    </Section>
  );
}
