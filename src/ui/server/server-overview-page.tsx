'use client';

import { useQuery } from '@tanstack/react-query';
import { QueryView } from '../feedback/query-view';
import { Time } from '../feedback/time';
import { Section } from '../page/section';
import { Facts } from '../primitives/facts';
import { ListSkeleton } from '../primitives/skeleton';
import type { Server } from '../resources';
import { useTRPC } from '../trpc';
import { ServerFrame } from './server-frame';
import { proxyLook, proxyName } from './server-state';
import { ValidationSteps } from './validation-steps';

export function ServerOverviewPage({ uuid }: { uuid: string }) {
  return <ServerFrame uuid={uuid}>{(server) => <Overview server={server} />}</ServerFrame>;
}

function Overview({ server }: { server: Server }) {
  const trpc = useTRPC();
  const validation = useQuery(trpc.server.validation.queryOptions({ uuid: server.uuid }));
  const keys = useQuery(trpc.privateKey.list.queryOptions({}));
  const key = keys.data?.find(({ uuid }) => uuid === server.private_key_uuid);
  return (
    <QueryView query={validation} what="The validation" skeleton={<ListSkeleton label="validation" />}>
      {(data) => (
        <>
          <div className="mb-8">
            <Facts
              facts={[
                ['Docker', data.docker_version ?? 'unknown'],
                [
                  'Proxy',
                  `${proxyName(server.proxy_type)}, ${proxyLook(server.proxy.status).label.toLowerCase()}`,
                ],
                ['Private key', key?.name ?? '…'],
                ['Validated', <Time key="validated" value={data.validated_at} />],
                ['Host key', <code key="host-key">{data.host_key_fingerprint ?? 'not pinned yet'}</code>],
              ]}
            />
          </div>
          <Section
            title="Validation"
            description="What Gantry checked on this machine, and how to fix what is missing."
          >
            <ValidationSteps steps={data.steps ?? []} />
          </Section>
        </>
      )}
    </QueryView>
  );
}
