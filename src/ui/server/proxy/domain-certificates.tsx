'use client';

import { useQuery } from '@tanstack/react-query';
import { QueryView } from '../../feedback/query-view';
import { Time } from '../../feedback/time';
import { Section } from '../../page/section';
import { RowList } from '../../primitives/row-list';
import { ListSkeleton } from '../../primitives/skeleton';
import { Status } from '../../primitives/status';
import { type Outputs, useTRPC } from '../../trpc';

type Served = Outputs['server']['domainCertificates'][number];

const looks = {
  pending: { tone: 'busy', label: 'Being issued' },
  valid: { tone: 'ok', label: 'Valid' },
  ending: { tone: 'warn', label: 'Expires soon' },
  expired: { tone: 'bad', label: 'Expired' },
  failed: { tone: 'bad', label: 'Not issued' },
} as const;

/** Certificates that the proxy presents for the https domains of a server, and why any are missing. */
export function DomainCertificates({ uuid }: { uuid: string }) {
  const trpc = useTRPC();
  const served = useQuery(trpc.server.domainCertificates.queryOptions({ uuid }));
  return (
    <Section
      title="Certificates"
      description="Certificates of the https domains on this server, as last presented by the proxy. Checked once a minute until all are valid."
    >
      <QueryView query={served} what="Certificates" skeleton={<ListSkeleton label="certificates" rows={2} />}>
        {(rows) =>
          rows.length === 0 ? (
            <p className="text-ink-3">No domains on this server use https.</p>
          ) : (
            <CertificateList rows={rows} />
          )
        }
      </QueryView>
    </Section>
  );
}

/** Certificates of some domains: their status, their expiry, and why any are missing. */
export function CertificateList({ rows }: { rows: Served[] }) {
  return (
    <RowList label="Certificates" rows={rows} keyOf={(row) => row.domain}>
      {(row) => <ServedRow served={row} />}
    </RowList>
  );
}

function ServedRow({ served }: { served: Served }) {
  const { tone, label } = looks[served.state];
  return (
    <div className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-1">
        <code className="wrap-anywhere min-w-0 flex-1 basis-48 text-xs">{served.domain}</code>
        <Status tone={tone}>{label}</Status>
        {served.expires_at !== null && (
          <span className="text-ink-2">
            {served.is_uploaded ? 'Uploaded' : served.issuer} · expires <Time value={served.expires_at} />
          </span>
        )}
      </div>
      {served.last_error !== null && (
        <p className="wrap-anywhere mt-1 text-bad text-xs">
          {served.last_error}
          {served.last_error_at !== null && (
            <span className="text-ink-3">
              {' '}
              Failed <Time value={served.last_error_at} />; the proxy retries automatically.
            </span>
          )}
        </p>
      )}
    </div>
  );
}
