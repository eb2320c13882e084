'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { z } from 'zod';
import { redirectTarget } from '../../../domain/input/address/redirect-target';
import { notify } from '../../feedback/notify';
import { Form } from '../../forms/form';
import { SaveBar } from '../../forms/save-bar';
import { SwitchField } from '../../forms/switch-field';
import { TextField } from '../../forms/text-field';
import { useServerForm } from '../../forms/use-server-form';
import { Section } from '../../page/section';
import { useDenial } from '../../session/use-can';
import { type Outputs, useTRPC } from '../../trpc';

const schema = z.object({
  redirect_enabled: z.boolean(),
  redirect_url: z.union([z.literal(''), redirectTarget]),
});

interface FallbackFormProps {
  uuid: string;
  proxy: Pick<Outputs['server']['proxy'], 'redirect_enabled' | 'redirect_url'>;
}

/** Form for what the proxy does with requests that nothing serves. */
export function FallbackForm({ uuid, proxy }: FallbackFormProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const update = useMutation(trpc.server.updateProxy.mutationOptions());
  const denial = useDenial('server:update');
  const form = useServerForm<z.infer<typeof schema>>({
    schema,
    defaultValues: { redirect_enabled: proxy.redirect_enabled, redirect_url: proxy.redirect_url ?? '' },
    send: async (values, { reset }) => {
      await update.mutateAsync({ uuid, ...values, redirect_url: values.redirect_url || null });
      await queryClient.invalidateQueries({ queryKey: trpc.server.pathKey() });
      notify.success('Redirect saved');
      reset(values);
    },
  });
  return (
    <Section
      title="Unknown addresses"
      description="What visitors get for hosts and paths that no application on this server has."
    >
      <fieldset disabled={denial !== null} className="min-w-0">
        <Form of={form} label="Unknown addresses">
          {denial && <p className="text-ink-3">{denial}</p>}
          <TextField
            name="redirect_url"
            label="Redirect to"
            inputMode="url"
            placeholder="https://example.com"
            optional
            hint="Visitors go to exactly this URL, without the path they asked for. Empty: they get a 404 page. Over HTTPS this only works for hosts with a certificate"
          />
          <SwitchField
            name="redirect_enabled"
            label="Redirect unknown addresses"
            hint="Off: visitors get a 404 page, and the URL is kept"
          />
          <SaveBar />
        </Form>
      </fieldset>
    </Section>
  );
}
