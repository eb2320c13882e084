import { paths } from '../paths';
import { Cell, Row } from '../primitives/row-list';
import { Status } from '../primitives/status';
import type { Outputs } from '../trpc';
import { applicationTone, describeStatus } from './condition';
import { describeSource, firstUrl } from './describe';

type ListedApplication = Outputs['application']['list'][number];

export function ApplicationRow({ application }: { application: ListedApplication }) {
  const url = firstUrl(application.fqdn);
  return (
    <Row
      compact
      title={application.name}
      href={paths.application(application.uuid)}
      detail={describeSource(application)}
    >
      <Cell className="hidden max-w-72 truncate sm:block" above>
        {url && (
          <a
            href={url}
            target="_blank"
            rel="noreferrer"
            className="rounded-sm hover:text-ink hover:underline"
          >
            {url.replace(/^https?:\/\//, '')}
          </a>
        )}
      </Cell>
      <Cell className="w-36">
        <Status tone={applicationTone(application.status)}>{describeStatus(application.status)}</Status>
      </Cell>
    </Row>
  );
}
