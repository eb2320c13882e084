'use client';

import { Archive, Plus } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { EmptyState } from '../feedback/empty-state';
import { QueryView } from '../feedback/query-view';
import { PageHeader } from '../page/page-header';
import { Button } from '../primitives/button';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { useCan } from '../session/use-can';
import { StorageDialog } from './storage-dialog';
import { S3StorageRow } from './storage-row';
import type { S3Storage } from './storage-values';
import { useS3Storages } from './use-s3-storages';

export function S3StoragesPage() {
  const storages = useS3Storages();
  /** Storage that the dialog changes; `new` adds one. */
  const [edited, setEdited] = useState<S3Storage | 'new' | null>(null);
  const [removing, setRemoving] = useState<S3Storage | null>(null);
  const can = {
    add: useCan('destination:create'),
    update: useCan('destination:update'),
    remove: useCan('destination:delete'),
  };
  const add = can.add && (
    <Button variant="primary" onClick={() => setEdited('new')}>
      <Plus aria-hidden /> New S3 storage
    </Button>
  );
  return (
    <>
      <PageHeader title="S3 storages" actions={storages.query.data?.length ? add : undefined}>
        Buckets for copies of backups. Access keys are stored encrypted.
      </PageHeader>
      <QueryView query={storages.query} what="S3 storages" skeleton={<ListSkeleton label="S3 storages" />}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={Archive} title="No S3 storages yet" action={add}>
              If a server is lost, the backups on it are lost too. Add a bucket, then select it in the backup
              settings of a database.
            </EmptyState>
          ) : (
            <RowList label="S3 storages" rows={rows} keyOf={(row) => row.uuid}>
              {(row) => (
                <S3StorageRow
                  storage={row}
                  can={can}
                  isAsked={storages.validate.isPending && storages.validate.variables?.uuid === row.uuid}
                  onValidate={() => storages.validate.mutate({ uuid: row.uuid })}
                  onChange={() => setEdited(row)}
                  onRemove={() => setRemoving(row)}
                />
              )}
            </RowList>
          )
        }
      </QueryView>
      {edited && (
        <StorageDialog
          storage={edited === 'new' ? null : edited}
          storages={storages}
          onClose={() => setEdited(null)}
        />
      )}
      {removing && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setRemoving(null)}
          title={`Delete ${removing.name}?`}
          confirmLabel="Delete S3 storage"
          onConfirm={() => storages.remove.mutateAsync({ uuid: removing.uuid })}
        >
          Backups are no longer copied to it, and backups that exist only there are no longer listed. The
          contents of the bucket stay.
        </ConfirmDialog>
      )}
    </>
  );
}
