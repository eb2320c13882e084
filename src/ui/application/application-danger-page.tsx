'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useId, useState } from 'react';
import { DangerAction } from '../feedback/danger-action';
import { notify } from '../feedback/notify';
import { paths } from '../paths';
import { Checkbox } from '../primitives/checkbox';
import { ListSkeleton } from '../primitives/skeleton';
import type { Application, ServerOfApplication } from '../resources';
import { useDenial } from '../session/use-can';
import { SettingsSection, SettingsSections } from '../shell/section';
import { useTRPC } from '../trpc';
import { useApplication } from './use-application';

export function ApplicationDangerPage({ uuid }: { uuid: string }) {
  const { application, server } = useApplication(uuid);
  if (!application) return <ListSkeleton label="danger zone" />;
  return (
    <SettingsSections>
      <SettingsSection title="Danger zone" description="What is done here cannot be undone.">
        <DeleteApplication application={application} server={server} />
      </SettingsSection>
    </SettingsSections>
  );
}

function DeleteApplication({
  application,
  server,
}: {
  application: Application;
  server: ServerOfApplication;
}) {
  const trpc = useTRPC();
  const router = useRouter();
  const queryClient = useQueryClient();
  const remove = useMutation(trpc.application.delete.mutationOptions());
  const denial = useDenial('application:delete', application.project_uuid);
  const [withVolumes, setWithVolumes] = useState(false);
  const id = useId();
  return (
    <DangerAction
      title="Delete this application"
      label="Delete application"
      typeToConfirm={application.name}
      blockedBy={denial}
      consequences={
        <>
          <p>
            On <strong>{server?.name}</strong>: its containers, its images and its routes in the proxy. In
            Gantry: its settings, variables, domains and all deployments with their logs. A running deployment
            is cancelled.
          </p>
          <p className="flex items-center gap-2 text-ink">
            <Checkbox
              id={id}
              checked={withVolumes}
              onCheckedChange={(checked) => setWithVolumes(checked === true)}
            />
            <label htmlFor={id}>Delete its volumes and what is stored in them, too</label>
          </p>
          <p>The repository, the registry and other applications are not touched.</p>
        </>
      }
      onConfirm={async () => {
        await remove.mutateAsync({ uuid: application.uuid, delete_volumes: withVolumes });
        await queryClient.invalidateQueries({ queryKey: trpc.environment.pathKey() });
        notify.success('Deletion queued');
        router.push(paths.environment(application.project_uuid, application.environment_uuid));
      }}
    />
  );
}
