'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { proxyPrograms } from '../../domain/proxy';
import { ConfirmDialog } from '../feedback/confirm-dialog';
import { notify } from '../feedback/notify';
import { QueryView } from '../feedback/query-view';
import { Section } from '../page/section';
import { Button } from '../primitives/button';
import { Facts } from '../primitives/facts';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { Status } from '../primitives/status';
import { useDenial } from '../session/use-can';
import { useTRPC } from '../trpc';
import { DnsCertificates } from './proxy/dns-certificates';
import { DomainCertificates } from './proxy/domain-certificates';
import { FallbackForm } from './proxy/fallback-form';
import { ProxyConfiguration } from './proxy/proxy-configuration';
import { ProxyTrouble } from './proxy/proxy-trouble';
import { UnprovenProxy } from './proxy/unproven-proxy';
import { UploadedCertificates } from './proxy/uploaded-certificates';
import { ServerFrame } from './server-frame';
import { proxyLook, proxyName } from './server-state';

export function ServerProxyPage({ uuid }: { uuid: string }) {
  return <ServerFrame uuid={uuid}>{() => <ProxyOverview uuid={uuid} />}</ServerFrame>;
}

function ProxyOverview({ uuid }: { uuid: string }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const proxy = useQuery(trpc.server.proxy.queryOptions({ uuid }));
  const domains = useQuery(trpc.server.domains.queryOptions({ uuid }));
  const restart = useMutation(trpc.server.proxyRestart.mutationOptions());
  const denial = useDenial('server:update');
  const [isAsking, setAsking] = useState(false);
  const program = proxyPrograms.find((each) => each.toUpperCase() === proxy.data?.proxy_type);
  const routed = domains.data?.flatMap((entry) => entry.domains) ?? [];
  return (
    <QueryView query={proxy} what="The proxy" skeleton={<ListSkeleton label="proxy" rows={2} />}>
      {(data) => (
        <>
          <Section
            title={proxyName(data.proxy_type)}
            description="Receives traffic for this server and routes each domain to its application."
            actions={
              data.proxy_type !== 'NONE' && (
                <Button denied={denial} onClick={() => setAsking(true)}>
                  <RotateCw aria-hidden /> Restart proxy
                </Button>
              )
            }
          >
            <div className="mb-4 space-y-3 empty:hidden">
              <ProxyTrouble proxy={data} />
              {data.proxy_type === 'TRAEFIK' && <UnprovenProxy />}
            </div>
            <Facts
              facts={[
                [
                  'State',
                  <Status key="state" tone={proxyLook(data.status).tone}>
                    {proxyLook(data.status).label}
                  </Status>,
                ],
                ['Runs', proxyName(data.running_type)],
                ['Container', <code key="container">{data.container_name}</code>],
                // The image is the one in the settings, but another proxy may still be running.
                [
                  data.running_type === data.proxy_type ? 'Image' : 'Image in the settings',
                  <code key="image">{data.image}</code>,
                ],
              ]}
            />
          </Section>
          <Section title="Domains" description="Every address routed to an application on this server.">
            {routed.length === 0 ? (
              <p className="text-ink-3">No applications on this server have a domain.</p>
            ) : (
              <RowList label="Domains" rows={routed} keyOf={(domain) => domain}>
                {(domain) => <code className="block break-all px-4 py-2 text-xs">{domain}</code>}
              </RowList>
            )}
          </Section>
          {program && (
            <>
              <FallbackForm uuid={uuid} proxy={data} />
              <DomainCertificates uuid={uuid} />
              <DnsCertificates uuid={uuid} />
              <UploadedCertificates uuid={uuid} />
              <ProxyConfiguration uuid={uuid} program={program} />
            </>
          )}
          <ConfirmDialog
            open={isAsking}
            onOpenChange={setAsking}
            title="Restart the proxy?"
            confirmLabel="Restart proxy"
            onConfirm={async () => {
              await restart.mutateAsync({ uuid });
              await queryClient.invalidateQueries({ queryKey: trpc.server.pathKey() });
              notify.success('Proxy restart queued');
            }}
          >
            <p>
              Domains on this server are unavailable for a few seconds, and open connections are dropped.
              Applications keep running; routes and certificates are kept.
            </p>
          </ConfirmDialog>
        </>
      )}
    </QueryView>
  );
}
