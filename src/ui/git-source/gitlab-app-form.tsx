'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { displayName } from '../../domain/input/display-name';
import { sshUser } from '../../domain/input/ssh-user';
import { webAddress } from '../../domain/input/web-address';
import { GITLAB_APP_PATH } from '../../domain/webhook/provider';
import { CopyButton } from '../feedback/copy-button';
import { Form } from '../forms/form';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { Button } from '../primitives/button';
import { DialogActions } from '../primitives/dialog';
import { useSession } from '../session/session-provider';
import { useTRPC } from '../trpc';
import { newSecret } from './new-secret';

const schema = z.object({
  name: displayName,
  html_url: webAddress,
  custom_user: sshUser,
  custom_port: z.string().regex(/^[1-9]\d{0,4}$/, 'Must be a port.'),
  group_name: z.string().trim(),
});

/** The form that takes an installation of GitLab, or groups of one. */
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
  const webhook = public_url + GITLAB_APP_PATH;
  return (
    <Form of={form} label="Add GitLab app">
      <div className="space-y-2 rounded-lg border border-line bg-sunken px-4 py-3 text-ink-2">
        <p>
          At GitLab: Settings → Webhooks of your group, or of each project. Choose push events and merge
          request events. Repositories are read with deploy keys.
        </p>
        <p className="flex flex-wrap items-center gap-1">
          Webhook URL <code className="break-all text-ink text-xs">{webhook}</code>
          <CopyButton text={webhook} label="Copy the webhook URL" />
        </p>
        <p className="flex flex-wrap items-center gap-1">
          Secret token <code className="break-all text-ink text-xs">{token}</code>
          <CopyButton text={token} label="Copy the secret token" />
        </p>
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField name="name" label="Name" placeholder="Acme at GitLab" />
        <TextField name="html_url" label="GitLab" mono hint="Of your own installation: its address" />
        <TextField name="custom_user" label="SSH user" mono />
        <TextField name="custom_port" label="SSH port" mono inputMode="numeric" />
      </div>
      <TextField
        name="group_name"
        label="Groups"
        optional
        mono
        placeholder="acme, tools"
        hint="Repositories of these groups alone"
      />
      <DialogActions>
        <Button onClick={onDone}>Cancel</Button>
        <Button type="submit" variant="primary" busy={form.form.formState.isSubmitting}>
          Add GitLab app
        </Button>
      </DialogActions>
    </Form>
  );
}
