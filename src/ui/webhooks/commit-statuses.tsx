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

type ReportingToken = NonNullable<Outputs['gitToken']['ofApplication']['git_token']>;

const linkStyle = 'text-accent-text underline underline-offset-2';

/** Git token that reports the deployments of an application to its forge, or how to have them reported. */
export function CommitStatuses({ uuid }: { uuid: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.gitToken.ofApplication.queryOptions({ uuid }));
  return (
    <QueryView
      query={query}
      what="The Git token"
      skeleton={<ListSkeleton label="commit statuses" rows={1} />}
    >
      {({ git_token }) => (git_token ? <Reporting token={git_token} /> : <NotReporting />)}
    </QueryView>
  );
}

function Reporting({ token: { forge, name, last_used_at, problem } }: { token: ReportingToken }) {
  const canRead = useCan('git_source:read');
  return (
    <div className="space-y-3">
      <p className="text-ink-2">
        Reported to {forgeNames[forge]} with the Git token{' '}
        {canRead ? (
          <Link href={paths.sources()} className={linkStyle}>
            {name}
          </Link>
        ) : (
          <strong className="font-medium text-ink">{name}</strong>
        )}
        {last_used_at === null ? (
          ', which was not used yet.'
        ) : (
          <>
            , last used <Time value={last_used_at} />.
          </>
        )}
      </p>
      {problem !== null && (
        <Callout tone="bad" title="The last use of this token failed">
          <p className="wrap-anywhere">{problem}</p>
        </Callout>
      )}
    </div>
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
