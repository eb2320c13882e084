'use client';

import { useQuery } from '@tanstack/react-query';
import { forgeNames } from '../../domain/forge';
import { QueryView } from '../feedback/query-view';
import { Time } from '../feedback/time';
import { paths } from '../paths';
import { Callout } from '../primitives/callout';
import { Link } from '../primitives/link';
import { ListSkeleton } from '../primitives/skeleton';
import { useCan } from '../session/use-can';
import { type Outputs, useTRPC } from '../trpc';

type Reports = Outputs['application']['reports'];

const linkStyle = 'text-accent-text underline underline-offset-2';

/** What reports the deployments of an application to its forge, and how that went, or how to have them reported. */
export function CommitStatuses({ uuid }: { uuid: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.application.reports.queryOptions({ uuid }));
  return (
    <QueryView
      query={query}
      what="The commit statuses"
      skeleton={<ListSkeleton label="commit statuses" rows={1} />}
    >
      {(reports) => (reports.github_app || reports.git_token ? <Reporting of={reports} /> : <NotReporting />)}
    </QueryView>
  );
}

function Reporting({
  of: { github_app, git_token, reported_at, problem, missing_permissions },
}: {
  of: Reports;
}) {
  return (
    <div className="space-y-3">
      <p className="text-ink-2">
        {github_app ? 'Reported by the GitHub App ' : 'Reported with the Git token '}
        <SourceName>{github_app?.name ?? git_token?.name ?? ''}</SourceName>
        {git_token && ` to ${forgeNames[git_token.forge]}`}
        {reported_at === null ? (
          '. Nothing was reported yet.'
        ) : (
          <>
            , last <Time value={reported_at} />.
          </>
        )}
      </p>
      {problem !== null && (
        <Callout tone="bad" title="The last report failed">
          <p className="wrap-anywhere">{problem}</p>
        </Callout>
      )}
      {problem === null && missing_permissions.includes('deployments') && (
        <Callout tone="warn" title="GitHub does not list the deployments">
          Give the {github_app ? 'app' : 'token'} the permission “Deployments: Read and write” on GitHub
          {github_app && ', and accept it for the installation'}. Then pull requests link to what is deployed.
        </Callout>
      )}
    </div>
  );
}

function SourceName({ children }: { children: string }) {
  const canRead = useCan('git_source:read');
  return canRead ? (
    <Link href={paths.sources()} className={linkStyle}>
      {children}
    </Link>
  ) : (
    <strong className="font-medium text-ink">{children}</strong>
  );
}

function NotReporting() {
  const canAdd = useCan('git_source:create');
  return (
    <p className="text-ink-2">
      No Git token matches this repository, so its deployments are not shown at commits and pull requests.{' '}
      {canAdd ? (
        <>
          Add one under{' '}
          <Link href={paths.sources()} className={linkStyle}>
            Git sources
          </Link>
          .
        </>
      ) : (
        'Ask an owner or admin to add one.'
      )}
    </p>
  );
}
