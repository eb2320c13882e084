'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Building2 } from 'lucide-react';
import { EmptyState } from '../feedback/empty-state';
import { notify } from '../feedback/notify';
import { QueryView } from '../feedback/query-view';
import { Button } from '../primitives/button';
import { Cell, Row, RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { Status } from '../primitives/status';
import { useCan } from '../session/use-can';
import type { Outputs } from '../trpc';
import { useTRPC } from '../trpc';
import type { GithubApp } from './github-app-row';
import { useInstallation } from './use-installation';

type Installation = Outputs['githubApp']['installations']['installations'][number];

const permissionNames: Readonly<Record<Installation['missing_permissions'][number], string>> = {
  contents: 'Contents: Read-only',
  deployments: 'Deployments: Read and write',
  metadata: 'Metadata: Read-only',
  pull_requests: 'Pull requests: Read and write',
  statuses: 'Commit statuses: Read and write',
};

/** Accounts at GitHub on which an app is installed, and what is wrong there. */
export function Installations({ app }: { app: GithubApp }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const isAllowed = useCan('git_source:update');
  const known = useQuery(trpc.githubApp.installations.queryOptions({ github_app_id: app.uuid }));
  const install = useInstallation(app);
  const refresh = useMutation(
    trpc.githubApp.refreshInstallations.mutationOptions({
      onSuccess: () => queryClient.invalidateQueries({ queryKey: trpc.githubApp.pathKey() }),
      onError: (error) => notify.error('GitHub could not be asked', { description: error.message }),
    }),
  );
  return (
    <div className="space-y-4">
      <QueryView
        query={known}
        what="Installations"
        skeleton={<ListSkeleton label="Installations" rows={2} />}
      >
        {({ installations }) =>
          installations.length === 0 ? (
            <EmptyState icon={Building2} title="No account is known yet">
              Refresh to ask GitHub where the app is installed, or install it on an account.
            </EmptyState>
          ) : (
            <RowList label="Installations" rows={installations} keyOf={(row) => String(row.installation_id)}>
              {(installation) => <InstallationRow installation={installation} />}
            </RowList>
          )
        }
      </QueryView>
      {isAllowed && (
        <>
          <p className="text-ink-3 text-xs">
            GitHub offers other accounts only if the app is public: make it public in its settings on GitHub,
            under Advanced. Each account chooses which repositories Gantry can read.
          </p>
          <div className="flex flex-wrap justify-end gap-2">
            <Button busy={refresh.isPending} onClick={() => refresh.mutate({ github_app_id: app.uuid })}>
              Refresh
            </Button>
            <Button variant="primary" busy={install.isPending} onClick={install.begin}>
              Install on another account
            </Button>
          </div>
        </>
      )}
    </div>
  );
}

function InstallationRow({ installation }: { installation: Installation }) {
  const { account, account_type, html_url, installation_id, is_suspended, missing_permissions } =
    installation;
  const names = missing_permissions.map((name) => `“${permissionNames[name]}”`);
  const isLimited = !is_suspended && missing_permissions.length > 0;
  return (
    <>
      <Row title={account} detail={`${account_type} · Installation ${installation_id}`}>
        <Cell className="w-40">
          {is_suspended ? (
            <Status tone="bad">Suspended</Status>
          ) : isLimited ? (
            <Status tone="warn">Missing permissions</Status>
          ) : (
            <Status tone="ok">Active</Status>
          )}
        </Cell>
        {html_url && (
          <Cell>
            <a
              className="underline"
              href={html_url}
              target="_blank"
              rel="noreferrer"
              aria-label={`Configure ${account} on GitHub`}
            >
              Configure
            </a>
          </Cell>
        )}
      </Row>
      {(is_suspended || isLimited) && (
        <p className="px-4 pb-3 text-ink-2 text-sm">
          {is_suspended
            ? 'Unsuspend the installation on GitHub. Until then, its applications cannot be deployed.'
            : `Give the app these permissions on GitHub, and accept them for ${account}: ${names.join(', ')}.`}
        </p>
      )}
    </>
  );
}
