'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus, Tags } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { EmptyState } from '../feedback/empty-state';
import { ListSearch } from '../feedback/list-search';
import { QueryView } from '../feedback/query-view';
import { PageHeader } from '../page/page-header';
import { Button } from '../primitives/button';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { useCan } from '../session/use-can';
import { useTRPC } from '../trpc';
import { TagRow } from './tag-row';
import type { Tag } from './tagged';
import { useTagActions } from './use-tag-actions';

const DeployTagDialog = dynamic(() => import('./deploy-tag-dialog').then((module) => module.DeployTagDialog));
const NameTagDialog = dynamic(() => import('./name-tag-dialog').then((module) => module.NameTagDialog));

/** Number of tags up to which all are open: their workloads are one look away, and few requests are needed. */
const FEW = 5;

/** Tags of the organization, each with its workloads and a button that deploys them all. */
export function TagsPage() {
  const tags = useQuery(useTRPC().tag.list.queryOptions({}));
  const wanted = useSearchParams().get('tag');
  const [search, setSearch] = useState(wanted ?? '');
  const [isCreating, setCreating] = useState(false);
  const add = useCan('tag:create') && (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <Plus aria-hidden /> New tag
    </Button>
  );
  return (
    <>
      <PageHeader title="Tags" actions={tags.data?.length ? add : undefined}>
        Groups of workloads, across projects and servers, that can be deployed together.
      </PageHeader>
      <QueryView query={tags} what="Tags" skeleton={<ListSkeleton label="tags" />}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState icon={Tags} title="No tags yet" action={add}>
              Give workloads the same tag on their Settings tabs, and deploy them all from here or with one
              call of the API, if you like all or none.
            </EmptyState>
          ) : (
            <>
              <ListSearch label="Search tags" value={search} onChange={setSearch} count={all.length} />
              <TagList
                tags={all.filter(({ name }) => name.includes(search.trim().toLowerCase()))}
                wanted={wanted}
                areFew={all.length <= FEW}
              />
            </>
          )
        }
      </QueryView>
      {isCreating && <NameTagDialog tag={null} onClose={() => setCreating(false)} />}
    </>
  );
}

interface TagListProps {
  tags: readonly Tag[];
  /** Name of the tag to show; null: none in particular. */
  wanted: string | null;
  areFew: boolean;
}

function TagList({ tags, wanted, areFew }: TagListProps) {
  const { remove } = useTagActions();
  const [deployed, setDeployed] = useState<Tag | null>(null);
  const [renamed, setRenamed] = useState<Tag | null>(null);
  const [removed, setRemoved] = useState<Tag | null>(null);
  if (tags.length === 0) return <p className="py-6 text-ink-3">No results.</p>;
  return (
    <>
      <RowList label="Tags" rows={tags} keyOf={(row) => row.uuid}>
        {(tag) => (
          <TagRow
            tag={tag}
            isOpenAtFirst={areFew || tag.name === wanted}
            onDeploy={() => setDeployed(tag)}
            onRename={() => setRenamed(tag)}
            onDelete={() => setRemoved(tag)}
          />
        )}
      </RowList>
      {deployed && <DeployTagDialog tag={deployed} onClose={() => setDeployed(null)} />}
      {renamed && <NameTagDialog tag={renamed} onClose={() => setRenamed(null)} />}
      {removed && (
        <ConfirmDialog
          open
          onOpenChange={() => setRemoved(null)}
          title={`Delete the tag ${removed.name}?`}
          confirmLabel="Delete tag"
          onConfirm={() => remove.mutateAsync({ uuid: removed.uuid })}
        >
          It is removed from all workloads that have it. The workloads stay. Pipelines that deploy by this tag
          no longer find anything.
        </ConfirmDialog>
      )}
    </>
  );
}
