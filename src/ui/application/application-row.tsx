import type { Outputs } from '../trpc';
import { WorkloadRow } from '../workload/workload-row';
import { describeSource, firstUrl } from './describe';

type ListedApplication = Outputs['application']['list'][number];

export function ApplicationRow({ application }: { application: ListedApplication }) {
  const url = firstUrl(application.fqdn);
  return (
    <WorkloadRow
      kind="application"
      workload={application}
      detail={describeSource(application)}
      address={
        url && (
          <a
            href={url}
            target="_blank"
            rel="noreferrer"
            className="rounded-sm hover:text-ink hover:underline"
          >
            {url.replace(/^https?:\/\//, '')}
          </a>
        )
      }
    />
  );
}
