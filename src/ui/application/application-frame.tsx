'use client';

import { useQuery } from '@tanstack/react-query';
import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { ActiveDeployment } from '../deployment/active-deployment';
import { QueryView } from '../feedback/query-view';
import { paths } from '../paths';
import { ListSkeleton } from '../primitives/skeleton';
import { Status } from '../primitives/status';
import type { Application, ServerOfApplication } from '../resources';
import { PageHeader } from '../shell/page-header';
import { TabNavigation } from '../shell/tab-navigation';
import { useTRPC } from '../trpc';
import { ApplicationActions } from './application-actions';
import { applicationTone, describeStatus } from './condition';
import { ConfigurationChanged } from './configuration-changed';
import { firstUrl } from './describe';

interface ApplicationFrameProps {
  uuid: string;
  /** `server` is undefined until it is loaded. */
  children: (application: Application, server: ServerOfApplication) => ReactNode;
}

/** Head, actions and tabs of an application. */
export function ApplicationFrame({ uuid, children }: ApplicationFrameProps) {
  const trpc = useTRPC();
  const application = useQuery(trpc.application.get.queryOptions({ uuid }));
  const serverUuid = application.data?.server_uuid;
  const server = useQuery(
    trpc.server.get.queryOptions({ uuid: serverUuid ?? '' }, { enabled: serverUuid !== undefined }),
  ).data;
  return (
    <QueryView query={application} what="This application" skeleton={<ListSkeleton label="application" />}>
      {(data) => (
        <>
          <PageHeader
            title={data.name}
            crumbs={[
              { label: 'Projects', href: paths.projects() },
              { label: data.project_name, href: paths.project(data.project_uuid) },
              {
                label: data.environment_name,
                href: paths.environment(data.project_uuid, data.environment_uuid),
              },
            ]}
            badge={
              <>
                <Status tone={applicationTone(data.status)}>{describeStatus(data.status)}</Status>
                <ActiveDeployment application={uuid} />
              </>
            }
            actions={<ApplicationActions application={data} server={server} />}
          >
            <LiveAddress fqdn={data.fqdn} />
          </PageHeader>
          <ConfigurationChanged application={data} server={server} />
          <TabNavigation
            label="Application"
            tabs={[
              { label: 'Overview', href: paths.application(uuid) },
              { label: 'Deployments', href: paths.applicationDeployments(uuid), deep: true },
              { label: 'Variables', href: paths.applicationVariables(uuid) },
              { label: 'Domains', href: paths.applicationDomains(uuid) },
              { label: 'Log', href: paths.applicationLogs(uuid) },
              { label: 'Settings', href: paths.applicationSettings(uuid) },
              { label: 'Danger zone', href: paths.applicationDanger(uuid) },
            ]}
          />
          {children(data, server)}
        </>
      )}
    </QueryView>
  );
}

function LiveAddress({ fqdn }: { fqdn: string | null }) {
  const url = firstUrl(fqdn);
  if (!url) return <span className="text-ink-3">No domain</span>;
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer"
      className="inline-flex items-center gap-1.5 break-all rounded-sm text-accent-text hover:underline"
    >
      {url.replace(/^https?:\/\//, '')}
      <ExternalLink aria-hidden className="size-3.5 shrink-0" />
    </a>
  );
}
