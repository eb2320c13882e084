'use client';

import { ExternalLink } from 'lucide-react';
import type { ReactNode } from 'react';
import { ActiveOperation } from '../operation/active-operation';
import { WorkloadLayout } from '../workload/workload-layout';
import { ApplicationActions } from './application-actions';
import { ConfigurationChanged } from './configuration-changed';
import { firstUrl } from './describe';
import { useApplication } from './use-application';

/** Header, actions and tabs of an application. */
export function ApplicationLayout({ uuid, children }: { uuid: string; children: ReactNode }) {
  const { query, server } = useApplication(uuid);
  return (
    <WorkloadLayout
      kind="application"
      uuid={uuid}
      query={query}
      activity={<ActiveOperation kind="application" uuid={uuid} />}
      actions={(application) => <ApplicationActions application={application} server={server} />}
      place={({ fqdn }) => <LiveAddress fqdn={fqdn} />}
      notice={(application) => <ConfigurationChanged application={application} server={server} />}
    >
      {children}
    </WorkloadLayout>
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
