'use client';

import { GitCommitHorizontal, Plus } from 'lucide-react';
import { useState } from 'react';
import { EmptyState } from '../../feedback/empty-state';
import { QueryView } from '../../feedback/query-view';
import { Section } from '../../page/section';
import { Button } from '../../primitives/button';
import { Dialog } from '../../primitives/dialog';
import { RowList } from '../../primitives/row-list';
import { ListSkeleton } from '../../primitives/skeleton';
import { useCan } from '../../session/use-can';
import { DeleteGitToken } from './delete-git-token';
import { EditGitTokenForm } from './edit-git-token-form';
import { GitTokenForm } from './git-token-form';
import { GitTokenRow } from './git-token-row';
import { type GitToken, useGitTokens } from './use-git-tokens';

export function GitTokens() {
  const tokens = useGitTokens();
  const { query, validate } = tokens;
  const [isAdding, setAdding] = useState(false);
  const [edited, setEdited] = useState<GitToken | null>(null);
  const [removed, setRemoved] = useState<GitToken | null>(null);
  const add = useCan('git_source:create') && (
    <Button onClick={() => setAdding(true)}>
      <Plus aria-hidden /> Add Git token
    </Button>
  );
  return (
    <Section
      title="Git tokens"
      description="Show deployments at commits and pull requests of repositories without a GitHub App."
      actions={query.data?.length ? add : undefined}
    >
      <QueryView query={query} what="Git tokens" skeleton={<ListSkeleton label="Git tokens" />}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState icon={GitCommitHorizontal} title="Show deployments at commits" action={add}>
              With a Git token, Gantry shows each deployment at its commit, and keeps one comment at each pull
              request that has a preview. Add one for GitLab, Bitbucket, Gitea or Forgejo, or for GitHub
              without a GitHub App.
            </EmptyState>
          ) : (
            <RowList label="Git tokens" rows={rows} keyOf={(row) => row.uuid}>
              {(row) => (
                <GitTokenRow
                  token={row}
                  isAsked={validate.isPending && validate.variables?.uuid === row.uuid}
                  onValidate={() => validate.mutate({ uuid: row.uuid })}
                  onEdit={() => setEdited(row)}
                  onDelete={() => setRemoved(row)}
                />
              )}
            </RowList>
          )
        }
      </QueryView>
      <Dialog open={isAdding} onOpenChange={setAdding} title="Add Git token" wide>
        <GitTokenForm tokens={tokens} onDone={() => setAdding(false)} />
      </Dialog>
      <Dialog
        open={edited !== null}
        onOpenChange={() => setEdited(null)}
        title={`Edit ${edited?.name ?? ''}`}
        wide
      >
        {edited && <EditGitTokenForm token={edited} tokens={tokens} onDone={() => setEdited(null)} />}
      </Dialog>
      {removed && <DeleteGitToken token={removed} tokens={tokens} onClose={() => setRemoved(null)} />}
    </Section>
  );
}
