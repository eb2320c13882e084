'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Trash2, Upload } from 'lucide-react';
import { useState } from 'react';
import { ConfirmDialog } from '../../feedback/confirm-dialog';
import { notify } from '../../feedback/notify';
import { QueryView } from '../../feedback/query-view';
import { Time } from '../../feedback/time';
import { Section } from '../../page/section';
import { Button } from '../../primitives/button';
import { RowList } from '../../primitives/row-list';
import { ListSkeleton } from '../../primitives/skeleton';
import { useDenial } from '../../session/use-can';
import { type Outputs, useTRPC } from '../../trpc';
import { UploadCertificateDialog } from './upload-certificate-dialog';

type Certificate = Outputs['server']['certificates'][number];

/** Certificates that users uploaded for the proxy of a server. */
export function UploadedCertificates({ uuid }: { uuid: string }) {
  const trpc = useTRPC();
  const certificates = useQuery(trpc.server.certificates.queryOptions({ uuid }));
  const denial = useDenial('certificate:create');
  const [isUploading, setUploading] = useState(false);
  return (
    <Section
      title="Uploaded certificates"
      description="From your own certificate authority, or for wildcards. Domains that a certificate covers use it. Gantry does not renew it."
      actions={
        <Button denied={denial} onClick={() => setUploading(true)}>
          <Upload aria-hidden /> Upload certificate
        </Button>
      }
    >
      <QueryView
        query={certificates}
        what="Uploaded certificates"
        skeleton={<ListSkeleton label="uploaded certificates" rows={1} />}
      >
        {(rows) =>
          rows.length === 0 ? (
            <p className="text-ink-3">
              None. The proxy obtains a certificate for each https domain automatically.
            </p>
          ) : (
            <RowList label="Uploaded certificates" rows={rows} keyOf={(row) => row.uuid}>
              {(row) => <CertificateRow uuid={uuid} certificate={row} />}
            </RowList>
          )
        }
      </QueryView>
      <UploadCertificateDialog uuid={uuid} open={isUploading} onOpenChange={setUploading} />
    </Section>
  );
}

function CertificateRow({ uuid, certificate }: { uuid: string; certificate: Certificate }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const remove = useMutation(trpc.server.deleteCertificate.mutationOptions());
  const denial = useDenial('certificate:delete');
  const [isAsking, setAsking] = useState(false);
  const names = certificate.names.join(', ');
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2 px-4 py-3">
      <div className="min-w-0 flex-1 basis-48">
        <code className="wrap-anywhere text-xs">{names}</code>
        <p className="mt-0.5 text-ink-3 text-xs">
          {certificate.issuer} · expires <Time value={certificate.expires_at} />
        </p>
      </div>
      <Button
        size="sm"
        denied={denial}
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
          await remove.mutateAsync({ uuid, certificate_uuid: certificate.uuid });
          await queryClient.invalidateQueries({ queryKey: trpc.server.pathKey() });
          notify.success('Certificate deleted');
        }}
      >
        <p>
          The certificate and its key are removed from Gantry and from the server. The proxy requests new
          certificates for {names}; until they are issued, these domains do not work over https. Wildcards do
          not get one automatically.
        </p>
      </ConfirmDialog>
    </div>
  );
}
