'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { cron } from '../../../domain/input/time/cron';
import { notify } from '../../feedback/notify';
import { Form } from '../../forms/form';
import { SaveBar } from '../../forms/save-bar';
import { SwitchField } from '../../forms/switch-field';
import { TextField } from '../../forms/text-field';
import { useServerForm } from '../../forms/use-server-form';
import { type Outputs, useTRPC } from '../../trpc';

const schema = z.object({
  docker_cleanup_frequency: cron,
  docker_cleanup_threshold: z.string().regex(/^[1-9]\d?$/, 'Must be a whole number from 1 to 99.'),
  force_docker_cleanup: z.boolean(),
  disable_application_image_retention: z.boolean(),
  delete_unused_volumes: z.boolean(),
  delete_unused_networks: z.boolean(),
});

interface CleanupSettingsFormProps {
  uuid: string;
  settings: Outputs['server']['cleanup'];
}

/** Form for when a server is cleaned up automatically, and what is removed. */
export function CleanupSettingsForm({ uuid, settings }: CleanupSettingsFormProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const update = useMutation(trpc.server.updateCleanup.mutationOptions());
  const form = useServerForm<z.infer<typeof schema>>({
    schema,
    defaultValues: {
      docker_cleanup_frequency: settings.docker_cleanup_frequency,
      docker_cleanup_threshold: String(settings.docker_cleanup_threshold),
      force_docker_cleanup: settings.force_docker_cleanup,
      disable_application_image_retention: settings.disable_application_image_retention,
      delete_unused_volumes: settings.delete_unused_volumes,
      delete_unused_networks: settings.delete_unused_networks,
    },
    send: async (values, { reset }) => {
      const { docker_cleanup_threshold: threshold, ...rest } = values;
      await update.mutateAsync({ uuid, ...rest, docker_cleanup_threshold: Number(threshold) });
      await queryClient.invalidateQueries({ queryKey: trpc.server.pathKey() });
      notify.success('Cleanup saved');
      reset(values);
    },
  });
  return (
    <Form of={form} label="Cleanup">
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField
          name="docker_cleanup_frequency"
          label="Frequency"
          mono
          hint="A cron expression, or hourly, daily or weekly, in UTC"
        />
        <TextField
          name="docker_cleanup_threshold"
          label="Threshold"
          inputMode="numeric"
          hint="Disk usage in percent that triggers a cleanup"
        />
      </div>
      <SwitchField
        name="force_docker_cleanup"
        label="Regardless of disk usage"
        hint="Clean up every time, even below the threshold."
      />
      <SwitchField
        name="disable_application_image_retention"
        label="Keep only the running image"
        hint="Earlier releases can no longer be rolled back to, regardless of how many images an application keeps."
      />
      <SwitchField
        name="delete_unused_volumes"
        label="Remove unused volumes"
        hint="Volumes of deleted resources not mounted by any container for seven days. Their data is lost."
      />
      <SwitchField
        name="delete_unused_networks"
        label="Remove unused networks"
        hint="Environment networks without containers. They are created again when needed."
      />
      <SaveBar />
    </Form>
  );
}
