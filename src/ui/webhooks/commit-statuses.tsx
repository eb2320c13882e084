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

function Reporting({ of: { github_app, git_token, last_status, last_comment } }: { of: Reports }) {
  const lacks = [last_status, last_comment].some((last) => last?.missing_permissions.includes('deployments'));
  const isFailing = [last_status, last_comment].some((last) => last && last.problem !== null);
  return (
    <div className="space-y-3">
      <p className="text-ink-2">
        {github_app ? 'Reported by the GitHub App ' : 'Reported with the Git token '}
        <SourceName>{github_app?.name ?? git_token?.name ?? ''}</SourceName>
        {git_token && ` to ${forgeNames[git_token.forge]}`}.
        {last_status === null && last_comment === null && ' Nothing was reported yet.'}
        {last_status && (
          <>
            {' '}
            Last status at a commit: <Time value={last_status.reported_at} />.
          </>
        )}
        {last_comment && (
          <>
            {' '}
            Last comment at a pull request: <Time value={last_comment.reported_at} />.
          </>
        )}
      </p>
      <Problem title="The last status at a commit failed" of={last_status} />
      <Problem title="The last comment at a pull request failed" of={last_comment} />
      {!isFailing && lacks && (
        <Callout tone="warn" title="GitHub does not list the deployments">
          Give the {github_app ? 'app' : 'token'} the permission “Deployments: Read and write” on GitHub
          {github_app && ', and accept it for the installation'}. Then pull requests link to what is deployed.
        </Callout>
      )}
    </div>
  );
}

function Problem({ title, of }: { title: string; of: Reports['last_status'] }) {
  if (of === null || of.problem === null) return null;
  return (
    <Callout tone="bad" title={title}>
      <p className="wrap-anywhere">{of.problem}</p>
    </Callout>
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
