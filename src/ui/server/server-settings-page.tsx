'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { countOf } from '../feedback/count-of';
import { DangerAction } from '../feedback/danger-action';
import { SettingsSection, SettingsSections } from '../page/section';
import { paths } from '../paths';
import { Link } from '../primitives/link';
import type { Server } from '../resources';
import { useDenial } from '../session/use-can';
import { SharedVariablesList } from '../shared-variables/shared-variables-list';
import { useTRPC } from '../trpc';
import { ServerConnectionForm } from './server-connection-form';
import { ServerDeploymentForm } from './server-deployment-form';
import { ServerFrame } from './server-frame';

export function ServerSettingsPage({ uuid }: { uuid: string }) {
  const locked = useDenial('server:update');
  return (
    <ServerFrame uuid={uuid}>
      {(server) => (
        <SettingsSections locked={locked}>
          <SettingsSection
            title="Connection"
            locked={locked !== null}
            description="Changing the address, port or key validates the server again."
          >
            <ServerConnectionForm server={server} />
          </SettingsSection>
          <SettingsSection
            title="Deployments"
            locked={locked !== null}
            description="How many deployments may run at once, and how long they may take."
          >
            <ServerDeploymentForm server={server} />
          </SettingsSection>
          <SettingsSection
            title="Shared variables"
            description="Available to the variables of all workloads on this server."
          >
            <SharedVariablesList owner={{ kind: 'server', uuid }} />
          </SettingsSection>
          <SettingsSection title="Danger zone">
            <DeleteServer server={server} />
          </SettingsSection>
        </SettingsSections>
      )}
    </ServerFrame>
  );
}

function DeleteServer({ server }: { server: Server }) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const remove = useMutation(trpc.server.delete.mutationOptions());
  const denial = useDenial('server:delete');
  const resources = useQuery(trpc.server.resources.queryOptions({ uuid: server.uuid }));
  return (
    <DangerAction
      title="Delete this server"
      label="Delete server"
      typeToConfirm={server.name}
      blockedBy={denial ?? deletionRefusal(server.uuid, countOf(resources))}
      consequences={
        <p>
          Removes <strong>{server.name}</strong> from Gantry: its address, its pinned host key and its
          settings. Nothing on the machine changes.
        </p>
      }
      onConfirm={async () => {
        await remove.mutateAsync({ uuid: server.uuid });
        await queryClient.invalidateQueries({ queryKey: trpc.server.list.pathKey() });
        router.push(paths.servers());
      }}
    />
  );
}

/** Why a server cannot be deleted; `count` is undefined while it is unknown. */
function deletionRefusal(uuid: string, count: number | undefined): ReactNode {
  if (count === undefined) return <p>Checking what is on this server…</p>;
  if (count === 0) return null;
  return (
    <p>
      <Link href={paths.serverResources(uuid)} className="text-accent-text underline underline-offset-2">
        {count === 1 ? '1 resource' : `${count} resources`}
      </Link>{' '}
      {count === 1 ? 'is' : 'are'} on it. Delete {count === 1 ? 'it' : 'them'} first.
    </p>
  );
}
