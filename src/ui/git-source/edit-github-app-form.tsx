'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { webAddress } from '../../domain/input/address/web-address';
import { displayName } from '../../domain/input/display-name';
import { changedValues, withoutCleared } from '../forms/changed-values';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { orEmpty } from '../forms/or-empty';
import { PasswordField } from '../forms/password-field';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { KeyPicker } from '../server/key-picker';
import { useTRPC } from '../trpc';
import { ApplicationsOfGithubApp } from './applications-of-github-app';
import type { GithubApp } from './github-app-row';
import { githubNumber } from './github-number';

const schema = z.object({
  name: displayName,
  organization: z.string(),
  html_url: webAddress,
  api_url: webAddress,
  app_id: githubNumber,
  installation_id: orEmpty(githubNumber),
  client_id: z.string().min(1, 'Must not be empty.'),
  client_secret: z.string(),
  webhook_secret: z.string(),
  private_key_uuid: z.string(),
});

/** Form that changes a GitHub App. Secrets and the key are kept if their fields are left empty. */
export function EditGithubAppForm({ app, onDone }: { app: GithubApp; onDone: () => void }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const update = useMutation(trpc.githubApp.update.mutationOptions());
  const form = useServerForm<z.input<typeof schema>>({
    schema,
    defaultValues: {
      name: app.name,
      organization: app.organization ?? '',
      html_url: app.html_url,
      api_url: app.api_url,
      app_id: String(app.app_id),
      installation_id: app.installation_id === null ? '' : String(app.installation_id),
      client_id: app.client_id,
      client_secret: '',
      webhook_secret: '',
      private_key_uuid: '',
    },
    send: async (values, { formState }) => {
      const { organization, ...changed } = changedValues(values, formState.dirtyFields);
      const { app_id, installation_id, ...texts } = withoutCleared(changed);
      await update.mutateAsync({
        github_app_id: app.uuid,
        ...texts,
        ...(organization !== undefined && { organization }),
        ...(app_id !== undefined && { app_id: Number(app_id) }),
        ...(installation_id !== undefined && { installation_id: Number(installation_id) }),
      });
      await queryClient.invalidateQueries({ queryKey: trpc.githubApp.pathKey() });
      onDone();
    },
  });
  return (
    <Form of={form} label={`Edit ${app.name}`}>
      <ApplicationsOfGithubApp app={app}>
        Their next deployments use these settings. What is running does not change.
      </ApplicationsOfGithubApp>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField name="name" label="Name" />
        <TextField name="organization" label="GitHub organization" optional mono />
        <TextField name="html_url" label="GitHub" mono />
        <TextField name="api_url" label="API" mono />
        <TextField name="app_id" label="App ID" mono inputMode="numeric" />
        <TextField name="installation_id" label="Installation ID" mono inputMode="numeric" />
        <TextField name="client_id" label="Client ID" mono />
        <PasswordField
          name="client_secret"
          label="New client secret"
          autoComplete="new-password"
          hint="Leave empty to keep the current one"
        />
        <PasswordField
          name="webhook_secret"
          label="New webhook secret"
          autoComplete="new-password"
          hint="Leave empty to keep the current one. Must match the secret on GitHub."
        />
      </div>
      <KeyPicker name="private_key_uuid" label="New private key" showHelp={false} />
      <DialogFormActions onCancel={onDone}>Save changes</DialogFormActions>
    </Form>
  );
}
