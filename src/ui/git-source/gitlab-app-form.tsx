'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { webAddress } from '../../domain/input/address/web-address';
import { displayName } from '../../domain/input/display-name';
import { sshUser } from '../../domain/input/ssh-user';
import { GITLAB_APP_PATH } from '../../domain/webhook/paths';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { useSession } from '../session/session-provider';
import { useTRPC } from '../trpc';
import { ForgeInstructions } from './forge-instructions';
import { newSecret } from './new-secret';

const schema = z.object({
  name: displayName,
  html_url: webAddress,
  custom_user: sshUser,
  custom_port: z.string().regex(/^[1-9]\d{0,4}$/, 'Must be a port.'),
  group_name: z.string().trim(),
});

/** Form that adds a GitLab instance, or some groups of one. */
export function GitlabAppForm({ onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { public_url } = useSession();
  const [token] = useState(newSecret);
  const create = useMutation(trpc.gitlabApp.create.mutationOptions());
  const form = useServerForm<z.input<typeof schema>>({
    schema,
    defaultValues: {
      name: '',
      html_url: 'https://gitlab.com',
      custom_user: 'git',
      custom_port: '22',
      group_name: '',
    },
    send: async ({ custom_port, group_name, ...values }) => {
      await create.mutateAsync({
        ...values,
        custom_port: Number(custom_port),
        group_name: group_name || null,
        webhook_token: token,
      });
      await queryClient.invalidateQueries({ queryKey: trpc.gitlabApp.pathKey() });
      onDone();
    },
  });
  return (
    <Form of={form} label="Add GitLab app">
      <ForgeInstructions
        settings={[
          { label: 'Webhook URL', value: public_url + GITLAB_APP_PATH },
          { label: 'Secret token', value: token },
        ]}
      >
        On GitLab: Settings → Webhooks in your group or in each project. Choose push events and merge request
        events. Repositories are read with deploy keys.
      </ForgeInstructions>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField name="name" label="Name" placeholder="Acme at GitLab" />
        <TextField name="html_url" label="GitLab" mono hint="For a self-managed GitLab, its address" />
        <TextField name="custom_user" label="SSH user" mono />
        <TextField name="custom_port" label="SSH port" mono inputMode="numeric" />
      </div>
      <TextField
        name="group_name"
        label="Groups"
        optional
        mono
        placeholder="acme, tools"
        hint="Only repositories in these groups"
      />
      <DialogFormActions onCancel={onDone}>Add GitLab app</DialogFormActions>
    </Form>
  );
}
