'use client';

import { LibraryBig, Plus } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { EmptyState } from '../feedback/empty-state';
import { QueryView } from '../feedback/query-view';
import { PageHeader } from '../page/page-header';
import { Button } from '../primitives/button';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { useCan } from '../session/use-can';
import { CatalogueDialog } from './catalogue-dialog';
import { CatalogueRow } from './catalogue-row';
import { ErrorsDialog } from './errors-dialog';
import { type Catalogue, useCatalogues } from './use-catalogues';

export function CataloguesPage() {
  const catalogues = useCatalogues();
  const [isAdding, setAdding] = useState(false);
  const [shown, setShown] = useState<Catalogue | null>(null);
  const [removing, setRemoving] = useState<Catalogue | null>(null);
  const can = { refresh: useCan('template:update'), remove: useCan('template:delete') };
  const add = useCan('template:create') && (
    <Button variant="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden /> New catalogue
    </Button>
  );
  const { refresh } = catalogues;
  return (
    <>
      <PageHeader title="Catalogues" actions={catalogues.query.data?.length ? add : undefined}>
        More templates for new services, in addition to the built-in ones. Refreshed once a day.
      </PageHeader>
      <QueryView query={catalogues.query} what="Catalogues" skeleton={<ListSkeleton label="catalogues" />}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={LibraryBig} title="No catalogues yet" action={add}>
              Add a Git repository of compose templates: a YAML file per template, or a folder per template
              with docker-compose.yml and template.toml. Its templates appear when you create a service.
            </EmptyState>
          ) : (
            <RowList label="Catalogues" rows={rows} keyOf={(row) => row.uuid}>
              {(row) => (
                <CatalogueRow
                  catalogue={row}
                  can={can}
                  isAsked={refresh.isPending && refresh.variables?.uuid === row.uuid}
                  onRefresh={() => refresh.mutate({ uuid: row.uuid })}
                  onShowErrors={() => setShown(row)}
                  onRemove={() => setRemoving(row)}
                />
              )}
            </RowList>
          )
        }
      </QueryView>
      {isAdding && <CatalogueDialog create={catalogues.create} onClose={() => setAdding(false)} />}
      {shown && <ErrorsDialog catalogue={shown} onClose={() => setShown(null)} />}
      {removing && (
        <ConfirmDialog
          open
          onOpenChange={(open) => !open && setRemoving(null)}
          title={`Delete ${removing.name}?`}
          confirmLabel="Delete catalogue"
          onConfirm={() => catalogues.remove.mutateAsync({ uuid: removing.uuid })}
        >
          Its templates are no longer offered. Services created from them keep running, but are not notified
          of newer versions.
        </ConfirmDialog>
      )}
    </>
  );
}
