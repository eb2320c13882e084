'use client';

import { useState } from 'react';
import { z } from 'zod';
import { domainList } from '../../domain/input/address/domain-list';
import { readApiError } from '../api-error';
import { Form } from '../forms/form';
import { SaveBar } from '../forms/save-bar';
import { SelectField } from '../forms/select-field';
import { SwitchField } from '../forms/switch-field';
import { TextAreaField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import type { Application } from '../resources';
import { urlsOf } from './describe';
import { type DomainConflict, DomainConflictDialog, readConflicts } from './domain-conflict-dialog';
import { useUpdateApplication } from './use-update-application';

const redirects = ['both', 'www', 'non-www'] as const;

/** Domains: one per line in the form, a comma-separated list on the wire. */
const lines = z
  .string()
  .refine(
    (text) => domainList.safeParse(joined(text)).success,
    'Each line must be a URL such as https://app.example.com/path.',
  );

const schema = z.object({
  domains: lines,
  redirect: z.enum(redirects),
  is_force_https_enabled: z.boolean(),
});

type Values = z.infer<typeof schema>;

function joined(text: string): string {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(',');
}

export function DomainsForm({ application }: { application: Application }) {
  const update = useUpdateApplication(application.uuid);
  const [conflicts, setConflicts] = useState<{ values: Values; list: DomainConflict[] } | null>(null);

  async function save(values: Values, override: boolean) {
    await update({
      domains: joined(values.domains) || null,
      redirect: values.redirect,
      is_force_https_enabled: values.is_force_https_enabled,
      ...(override ? { force_domain_override: true } : {}),
    });
    form.form.reset(values);
  }

  const form = useServerForm<Values>({
    schema,
    defaultValues: {
      domains: urlsOf(application.fqdn).join('\n'),
      redirect: redirects.find((each) => each === application.redirect) ?? 'both',
      is_force_https_enabled: application.settings.is_force_https_enabled,
    },
    send: async (values) => {
      try {
        await save(values, false);
      } catch (error) {
        const list = readConflicts(readApiError(error));
        if (!list) throw error;
        setConflicts({ values, list });
      }
    },
  });

  return (
    <>
      <Form of={form} label="Domains">
        <TextAreaField
          name="domains"
          label="Addresses"
          mono
          rows={4}
          placeholder="https://app.example.com"
          hint="One per line. http:// is served on port 80 without encryption, https:// with a certificate. A port refers to the container: https://app.example.com:8080."
        />
        <SelectField name="redirect" label="www" className="max-w-72">
          <option value="both">Serve both with and without www</option>
          <option value="www">Redirect to www</option>
          <option value="non-www">Redirect to the domain without www</option>
        </SelectField>
        <SwitchField
          name="is_force_https_enabled"
          label="Force https"
          hint="Redirects http:// requests for https:// addresses. Addresses with http:// are not redirected"
        />
        <SaveBar label="Save domains" />
      </Form>
      <DomainConflictDialog
        conflicts={conflicts?.list ?? null}
        onClose={() => setConflicts(null)}
        onOverride={async () => {
          if (conflicts) await save(conflicts.values, true);
        }}
      />
    </>
  );
}
