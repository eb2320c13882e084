'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { webAddress } from '../../domain/input/address/web-address';
import { displayName } from '../../domain/input/display-name';
import { GITHUB_APP_PATH } from '../../domain/webhook/paths';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { PasswordField } from '../forms/password-field';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { KeyPicker } from '../server/key-picker';
import { useSession } from '../session/session-provider';
import { useTRPC } from '../trpc';
import { ForgeInstructions } from './forge-instructions';
import { githubNumber } from './github-number';
import { newSecret } from './new-secret';

const given = z.string().min(1, 'Must not be empty.');

const schema = z.object({
  name: displayName,
  html_url: webAddress,
  app_id: githubNumber,
  installation_id: githubNumber,
  client_id: given,
  client_secret: given,
  webhook_secret: z.string(),
  private_key_uuid: z.string().min(1, 'Choose the app’s private key.'),
});

/** Form that adds an existing GitHub App. */
export function GithubAppForm({ onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { public_url } = useSession();
  const [secret] = useState(newSecret);
  const create = useMutation(trpc.githubApp.create.mutationOptions());
  const form = useServerForm<z.input<typeof schema>>({
    schema,
    defaultValues: {
      name: '',
      html_url: 'https://github.com',
      app_id: '',
      installation_id: '',
      client_id: '',
      client_secret: '',
      webhook_secret: secret,
      private_key_uuid: '',
    },
    send: async ({ webhook_secret, app_id, installation_id, ...values }) => {
      await create.mutateAsync({
        ...values,
        app_id: Number(app_id),
        installation_id: Number(installation_id),
        webhook_secret: webhook_secret || null,
      });
      await queryClient.invalidateQueries({ queryKey: trpc.githubApp.pathKey() });
      onDone();
    },
  });
  return (
    <Form of={form} label="Add GitHub App">
      <ForgeInstructions
        settings={[
          { label: 'Webhook URL', value: public_url + GITHUB_APP_PATH },
          { label: 'Webhook secret', value: secret },
        ]}
      >
        On GitHub: Settings → Developer settings → GitHub Apps → New GitHub App. Give it read access to
        contents and metadata, write access to commit statuses, deployments and pull requests, and the push
        and pull request events.
      </ForgeInstructions>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField name="name" label="Name" placeholder="Acme deployments" />
        <TextField
          name="html_url"
          label="GitHub"
          mono
          hint="For GitHub Enterprise, the address of your server"
        />
        <TextField name="app_id" label="App ID" mono inputMode="numeric" />
        <TextField
          name="installation_id"
          label="Installation ID"
          mono
          inputMode="numeric"
          hint="The number at the end of the installation’s URL"
        />
        <TextField name="client_id" label="Client ID" mono />
        <PasswordField name="client_secret" label="Client secret" autoComplete="new-password" />
      </div>
      <KeyPicker name="private_key_uuid" label="Private key" showHelp={false} />
      <DialogFormActions onCancel={onDone}>Add GitHub App</DialogFormActions>
    </Form>
  );
}
