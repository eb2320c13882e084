'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { DangerAction } from '../feedback/danger-action';
import { paths } from '../paths';
import type { Server } from '../resources';
import { useDenial } from '../session/use-can';
import { SettingsSection, SettingsSections } from '../shell/section';
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
            description="How much happens at once, and how long it may take."
          >
            <ServerDeploymentForm server={server} />
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
  return (
    <DangerAction
      title="Delete this server"
      label="Delete server"
      typeToConfirm={server.name}
      blockedBy={denial}
      consequences={
        <p>
          Removes <strong>{server.name}</strong> from Gantry: its address, its pinned host key and its
          settings. Nothing on the machine is touched. A server with applications is refused; delete or move
          them first.
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
