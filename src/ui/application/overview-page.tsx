'use client';

import { useQuery } from '@tanstack/react-query';
import { Rocket } from 'lucide-react';
import { EmptyState } from '../feedback/empty-state';
import { QueryView } from '../feedback/query-view';
import { OperationRow } from '../operation/operation-row';
import { Section } from '../page/section';
import { paths } from '../paths';
import { Facts } from '../primitives/facts';
import { Link } from '../primitives/link';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { Status } from '../primitives/status';
import type { Application, ServerOfApplication } from '../resources';
import { ServerTrouble } from '../server/server-trouble';
import { useTRPC } from '../trpc';
import { conditionTone, describeStatus } from '../workload/condition';
import { describeSource, isComposed, publicUrl, sourceKind, urlsOf } from './describe';
import { useDestinations } from './destinations/use-destinations';
import { useApplication } from './use-application';

/** Number of deployments on the overview page; the rest are on their own page. */
const recent = 5;

export function OverviewPage({ uuid }: { uuid: string }) {
  const { application, server } = useApplication(uuid);
  return (
    <>
      <ServerTrouble server={server} />
      <div className="mb-8">
        {application ? (
          <ApplicationFacts application={application} server={server} />
        ) : (
          <ListSkeleton label="facts" rows={1} />
        )}
      </div>
      <RecentDeployments uuid={uuid} />
    </>
  );
}

function ApplicationFacts({
  application,
  server,
}: {
  application: Application;
  server: ServerOfApplication;
}) {
  const sourceLabel = { image: 'Image', git: 'Repository', dockerfile: 'Source', compose: 'Source' }[
    sourceKind(application)
  ];
  const urls = urlsOf(application.fqdn);
  const additional = (useDestinations(application.uuid).data ?? []).filter(({ is_main }) => !is_main);
  return (
    <Facts
      facts={[
        [
          'Domains',
          isComposed(application) ? (
            <Link
              key="components"
              href={paths.stack(application.uuid)}
              className="text-accent-text hover:underline"
            >
              See its components
            </Link>
          ) : urls.length === 0 ? (
            <Link
              key="domains"
              href={paths.applicationDomains(application.uuid)}
              className="text-accent-text hover:underline"
            >
              Add a domain
            </Link>
          ) : (
            <ul key="domains">
              {urls.map((url) => (
                <li key={url}>
                  <a href={publicUrl(url)} target="_blank" rel="noreferrer" className="hover:underline">
                    {url}
                  </a>
                </li>
              ))}
            </ul>
          ),
        ],
        [sourceLabel, <code key="source">{describeSource(application)}</code>],
        [
          'Server',
          <Link key="server" href={paths.server(application.server_uuid)} className="hover:underline">
            {server?.name} <code className="text-ink-3">{server?.ip}</code>
          </Link>,
        ],
        ...(additional.length === 0
          ? []
          : [
              [
                'Also on',
                <ul key="additional">
                  {additional.map(({ uuid, server_name, server_uuid, status }) => (
                    <li key={uuid} className="flex flex-wrap items-center gap-x-3">
                      <Link href={paths.server(server_uuid)} className="wrap-anywhere hover:underline">
                        {server_name}
                      </Link>
                      <Status tone={conditionTone(status)}>{describeStatus(status)}</Status>
                    </li>
                  ))}
                </ul>,
              ] as const,
            ]),
        [
          'Ports',
          isComposed(application) ? (
            'set in the compose file'
          ) : application.ports_exposes ? (
            <code key="ports">{application.ports_exposes}</code>
          ) : (
            'as exposed by the image'
          ),
        ],
        [
          'Id',
          <code key="id" className="text-ink-3">
            {application.uuid}
          </code>,
        ],
      ]}
    />
  );
}

function RecentDeployments({ uuid }: { uuid: string }) {
  const trpc = useTRPC();
  const query = useQuery(trpc.application.listOperations.queryOptions({ uuid, skip: 0, take: recent }));
  return (
    <Section
      title="Latest deployments"
      actions={
        (query.data?.count ?? 0) > recent && (
          <Link
            href={paths.applicationDeployments(uuid)}
            className="rounded-sm text-ink-2 hover:text-ink hover:underline"
          >
            All {query.data?.count}
          </Link>
        )
      }
    >
      <QueryView query={query} what="Deployments" skeleton={<ListSkeleton label="deployments" rows={3} />}>
        {({ operations }) =>
          operations.length === 0 ? (
            <EmptyState icon={Rocket} title="Not deployed yet">
              Press Deploy. Gantry fetches the source, builds or pulls the image, waits until the new
              container is healthy, and only then sends it traffic.
            </EmptyState>
          ) : (
            <RowList label="Latest deployments" rows={operations} keyOf={(row) => row.uuid}>
              {(row) => <OperationRow kind="application" uuid={uuid} operation={row} />}
            </RowList>
          )
        }
      </QueryView>
    </Section>
  );
}
