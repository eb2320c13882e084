'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Globe, RefreshCw, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from '../../feedback/confirm-dialog';
import { notify } from '../../feedback/notify';
import { QueryView } from '../../feedback/query-view';
import { reportFailure } from '../../feedback/report-failure';
import { Time } from '../../feedback/time';
import { Section } from '../../page/section';
import { Button } from '../../primitives/button';
import { RowList } from '../../primitives/row-list';
import { ListSkeleton } from '../../primitives/skeleton';
import { Status } from '../../primitives/status';
import { useDenial } from '../../session/use-can';
import { type Outputs, useTRPC } from '../../trpc';
import { RequestCertificateDialog } from './request-certificate-dialog';

type DnsCertificate = Outputs['server']['dnsCertificates'][number];

const looks = {
  pending: { tone: 'busy', label: 'Being issued' },
  valid: { tone: 'ok', label: 'Valid' },
  expired: { tone: 'bad', label: 'Expired' },
  failed: { tone: 'bad', label: 'Not issued' },
} as const;

/** Certificates that Gantry obtains and renews with DNS records. */
export function DnsCertificates({ uuid }: { uuid: string }) {
  const trpc = useTRPC();
  const certificates = useQuery(trpc.server.dnsCertificates.queryOptions({ uuid }));
  const denial = useDenial('certificate:create');
  const [isRequesting, setRequesting] = useState(false);
  return (
    <Section
      title="Certificates by DNS"
      description="For wildcards, and for servers that the internet does not reach. Gantry proves control of the domain with a DNS record, and renews the certificate."
      actions={
        <Button denied={denial} onClick={() => setRequesting(true)}>
          <Globe aria-hidden /> Request certificate
        </Button>
      }
    >
      <QueryView
        query={certificates}
        what="Certificates by DNS"
        skeleton={<ListSkeleton label="certificates by DNS" rows={1} />}
      >
        {(rows) =>
          rows.length === 0 ? (
            <p className="text-ink-3">
              None. A wildcard domain works over https once a certificate by DNS, or an uploaded one, covers
              it.
            </p>
          ) : (
            <RowList label="Certificates by DNS" rows={rows} keyOf={(row) => row.uuid}>
              {(row) => <CertificateRow uuid={uuid} certificate={row} />}
            </RowList>
          )
        }
      </QueryView>
      {isRequesting && <RequestCertificateDialog uuid={uuid} onClose={() => setRequesting(false)} />}
    </Section>
  );
}

function CertificateRow({ uuid, certificate }: { uuid: string; certificate: DnsCertificate }) {
  const names = certificate.names.join(', ');
  const { tone, label } = looks[certificate.state];
  return (
    <div className="px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-48">
          <code className="wrap-anywhere text-xs">{names}</code>
          {certificate.expires_at !== null && (
            <p className="mt-0.5 text-ink-3 text-xs">
              {certificate.issuer} · expires <Time value={certificate.expires_at} /> · renewed{' '}
              <Time value={certificate.next_attempt_at} />
            </p>
          )}
        </div>
        <Status tone={tone}>{label}</Status>
        <CertificateActions uuid={uuid} certificate={certificate} names={names} />
      </div>
      {certificate.last_error !== null && (
        <p className="wrap-anywhere mt-1 text-bad text-xs">
          {certificate.last_error}{' '}
          <span className="text-ink-3">
            Next attempt <Time value={certificate.next_attempt_at} />
          </span>
        </p>
      )}
    </div>
  );
}

interface CertificateActionsProps {
  uuid: string;
  certificate: DnsCertificate;
  names: string;
}

function CertificateActions({ uuid, certificate, names }: CertificateActionsProps) {
  const { server } = useTRPC();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries({ queryKey: server.pathKey() });
  const renew = useMutation(
    server.renewDnsCertificate.mutationOptions({
      onSuccess: async () => {
        await refresh();
        notify.success('Certificate requested');
      },
      onError: reportFailure,
    }),
  );
  const remove = useMutation(server.deleteDnsCertificate.mutationOptions());
  const [isAsking, setAsking] = useState(false);
  const denials = { renew: useDenial('certificate:update'), remove: useDenial('certificate:delete') };
  const ids = { uuid, certificate_uuid: certificate.uuid };
  const isIssued = certificate.expires_at !== null;
  return (
    <div className="flex gap-1.5">
      <Button
        size="sm"
        denied={denials.renew}
        busy={renew.isPending}
        aria-label={`${isIssued ? 'Renew' : 'Retry'} the certificate for ${names}`}
        onClick={() => renew.mutate(ids)}
      >
        <RefreshCw aria-hidden /> {isIssued ? 'Renew' : 'Retry'}
      </Button>
      <Button
        size="sm"
        denied={denials.remove}
        aria-label={`Delete the certificate for ${names}`}
        onClick={() => setAsking(true)}
      >
        <Trash2 aria-hidden /> Delete
      </Button>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title="Delete this certificate?"
        confirmLabel="Delete certificate"
        onConfirm={async () => {
          await remove.mutateAsync(ids);
          await refresh();
          notify.success('Certificate deleted');
        }}
      >
        <p>
          The certificate and its key are removed from Gantry and from the server, and are not renewed. The
          proxy requests a certificate for each exact name over HTTP; domains under a wildcard do not work
          over https until they have another certificate.
        </p>
      </ConfirmDialog>
    </div>
  );
}
