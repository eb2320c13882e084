'use client';

import { z } from 'zod';
import { type CloudProvider, cloudProviders } from '../../domain/input/credential/cloud';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { PasswordField } from '../forms/password-field';
import { SelectField } from '../forms/select-field';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { Dialog } from '../primitives/dialog';
import { providerWords } from './providers';
import type { CloudTokens } from './use-cloud-tokens';

interface Values {
  provider: CloudProvider;
  name: string;
  endpoint: string;
  token: string;
}

const schema: z.ZodType<Values, Values> = z.object({
  provider: z.enum(cloudProviders),
  name: z.string().min(1, 'Must not be empty.'),
  endpoint: z.string(),
  token: z.string().min(1, 'Must not be empty.'),
});
const shown: readonly CloudProvider[] = ['cloudflare', 'digitalocean', 'hetzner', 'vultr', 'httpreq'];

/** Dialog that adds a token and then has it validated with its provider. */
export function NewTokenDialog({ tokens, onClose }: { tokens: CloudTokens; onClose: () => void }) {
  const form = useServerForm<Values>({
    schema,
    defaultValues: { provider: 'cloudflare', name: '', endpoint: '', token: '' },
    send: async ({ endpoint, ...values }) => {
      const isOwn = values.provider === 'httpreq';
      const { uuid } = await tokens.create.mutateAsync({ ...values, ...(isOwn && { endpoint }) });
      onClose();
      tokens.validate.mutate({ uuid });
    },
  });
  const provider = form.form.watch('provider');
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="New cloud token">
      <Form of={form} label="Cloud token">
        <SelectField name="provider" label="Provider">
          {shown.map((each) => (
            <option key={each} value={each}>
              {providerWords[each].label}
            </option>
          ))}
        </SelectField>
        <TextField name="name" label="Name" placeholder="DNS of example.com" />
        {provider === 'httpreq' && (
          <TextField
            name="endpoint"
            label="Endpoint"
            hint="Gantry sends POST /present and POST /cleanup below this URL, as lego’s provider of this name does."
            placeholder="https://dns.example.com/acme"
            mono
          />
        )}
        <PasswordField
          name="token"
          label="Token"
          hint={providerWords[provider].hint}
          autoComplete="new-password"
        />
        <DialogFormActions onCancel={onClose}>Add token</DialogFormActions>
      </Form>
    </Dialog>
  );
}
