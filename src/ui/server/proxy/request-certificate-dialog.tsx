'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { z } from 'zod';
import { providerWords } from '../../cloud-token/providers';
import { notify } from '../../feedback/notify';
import { DialogFormActions } from '../../forms/dialog-form-actions';
import { Form } from '../../forms/form';
import { SelectField } from '../../forms/select-field';
import { TextAreaField } from '../../forms/text-field';
import { useServerForm } from '../../forms/use-server-form';
import { paths } from '../../paths';
import { Dialog } from '../../primitives/dialog';
import { useTRPC } from '../../trpc';

interface Values {
  names: string;
  cloud_token_uuid: string;
}

const schema: z.ZodType<Values, Values> = z.object({
  names: z.string().refine((text) => listOf(text).length > 0, 'Must not be empty.'),
  cloud_token_uuid: z.string().min(1, 'Select a token.'),
});

/** Split a list of names at commas, spaces and line breaks. */
const listOf = (text: string): string[] => text.split(/[\s,]+/).filter((name) => name !== '');

export function RequestCertificateDialog({ uuid, onClose }: { uuid: string; onClose: () => void }) {
  const { server, cloudToken } = useTRPC();
  const queryClient = useQueryClient();
  const tokens = useQuery(cloudToken.list.queryOptions({}));
  const request = useMutation(server.requestDnsCertificate.mutationOptions());
  const form = useServerForm<Values>({
    schema,
    defaultValues: { names: '', cloud_token_uuid: '' },
    send: async ({ names, cloud_token_uuid }) => {
      await request.mutateAsync({ uuid, names: listOf(names), cloud_token_uuid });
      await queryClient.invalidateQueries({ queryKey: server.pathKey() });
      notify.success('Certificate requested');
      onClose();
    },
  });
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Request a certificate by DNS">
      <Form of={form} label="Request a certificate by DNS">
        <TextAreaField
          name="names"
          label="Names"
          mono
          rows={3}
          spellCheck={false}
          placeholder={'example.com\n*.example.com'}
          hint="Host names and wildcards, one a line. A wildcard covers one level and not the domain itself."
        />
        <SelectField
          name="cloud_token_uuid"
          label="Cloud token"
          hint={
            tokens.data?.length === 0 ? (
              <>
                There are none yet.{' '}
                <Link href={paths.cloudTokens()} className="text-accent-text underline underline-offset-2">
                  Add a cloud token
                </Link>{' '}
                of the DNS provider that has your zones.
              </>
            ) : (
              'Of the DNS provider that has the zones of these names.'
            )
          }
        >
          <option value="">Select a token</option>
          {tokens.data?.map((token) => (
            <option key={token.uuid} value={token.uuid}>
              {`${token.name} (${providerWords[token.provider].label})`}
            </option>
          ))}
        </SelectField>
        <DialogFormActions onCancel={onClose}>Request certificate</DialogFormActions>
      </Form>
    </Dialog>
  );
}
