'use client';

import { useMutation } from '@tanstack/react-query';
import { z } from 'zod';
import { MAX_GITHUB_APP_NAME } from '../../domain/github-app';
import { webAddress } from '../../domain/input/address/web-address';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { orEmpty } from '../forms/or-empty';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { Callout } from '../primitives/callout';
import { Disclosure } from '../primitives/disclosure';
import { useSession } from '../session/session-provider';
import { useTRPC } from '../trpc';

const schema = z.object({
  name: z
    .string()
    .min(1, 'Must not be empty.')
    .max(MAX_GITHUB_APP_NAME, `GitHub allows at most ${MAX_GITHUB_APP_NAME} characters.`),
  organization: z.string(),
  html_url: webAddress,
  api_url: orEmpty(webAddress),
});

/** Form that leads to GitHub, where one click creates an app with all settings filled in. */
export function CreateAtGithubForm({ onDone }: { onDone: () => void }) {
  const trpc = useTRPC();
  const { public_url, organization } = useSession();
  const begin = useMutation(trpc.githubApp.beginCreation.mutationOptions());
  const form = useServerForm<z.input<typeof schema>>({
    schema,
    defaultValues: {
      name: `Gantry ${organization.name}`.slice(0, MAX_GITHUB_APP_NAME),
      organization: '',
      html_url: 'https://github.com',
      api_url: '',
    },
    send: async ({ api_url, organization: account, ...values }) => {
      const { url } = await begin.mutateAsync({
        ...values,
        organization: account || null,
        ...(api_url && { api_url }),
      });
      window.location.assign(url);
    },
  });
  return (
    <Form of={form} label="Create on GitHub">
      <p className="text-ink-2">
        GitHub asks you to confirm, creates the app with its permissions and webhook, and sends you back here.
        The app can read repositories, and write commit statuses, deployments and pull request comments.
      </p>
      {isOfThisMachine(public_url) && (
        <Callout tone="warn" title={`GitHub cannot call ${public_url}`}>
          Set GANTRY_URL to an address that GitHub can reach, so that pushes arrive.
        </Callout>
      )}
      <TextField name="name" label="Name" hint="Must be unique on GitHub." />
      <TextField
        name="organization"
        label="GitHub organization"
        optional
        mono
        placeholder="acme"
        hint="Leave empty to use your personal account."
      />
      <Disclosure title="GitHub Enterprise">
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField name="html_url" label="Address" mono />
          <TextField
            name="api_url"
            label="API"
            optional
            mono
            hint="Only if it is not under the address above"
          />
        </div>
      </Disclosure>
      <DialogFormActions onCancel={onDone}>Continue on GitHub</DialogFormActions>
    </Form>
  );
}

function isOfThisMachine(url: string): boolean {
  const { hostname } = new URL(url);
  return hostname === 'localhost' || hostname.startsWith('127.');
}
