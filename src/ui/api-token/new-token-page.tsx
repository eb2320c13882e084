'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { LeaveGuard } from '../feedback/leave-guard';
import { NotPermittedPage } from '../feedback/not-permitted';
import { QueryView } from '../feedback/query-view';
import { Form } from '../forms/form';
import { SelectField } from '../forms/select-field';
import { TextField } from '../forms/text-field';
import { UnsavedGuard } from '../forms/unsaved-guard';
import { useServerForm } from '../forms/use-server-form';
import { PageHeader } from '../page/page-header';
import { paths } from '../paths';
import { Button } from '../primitives/button';
import { ButtonLink } from '../primitives/button-link';
import { Disclosure } from '../primitives/disclosure';
import { ListSkeleton } from '../primitives/skeleton';
import { useSession } from '../session/session-provider';
import { useDenial } from '../session/use-can';
import { type Outputs, useTRPC } from '../trpc';
import { AccessFields } from './access-fields';
import { AllowListField } from './allow-list-field';
import { CreatedToken } from './created-token';
import { ExpiryField } from './expiry-field';
import { RestrictionFields } from './restriction-fields';
import { createRequest, newTokenValues, tokenAliases, tokenSchema } from './token-values';

type Created = Outputs['apiKey']['create'];

export function NewTokenPage() {
  const trpc = useTRPC();
  const router = useRouter();
  const { organization } = useSession();
  const details = useQuery(trpc.organization.get.queryOptions({ id: organization.id }));
  const denial = useDenial('api_key:create');
  const [created, setCreated] = useState<Created | null>(null);
  if (denial !== null) return <NotPermittedPage what="Creating a token" reason={denial} />;
  return (
    <div className="max-w-2xl">
      <PageHeader
        title={created ? created.name : 'New API token'}
        crumbs={[{ label: 'API tokens', href: paths.apiTokens() }]}
      >
        {created
          ? 'Copy it now: it is stored as a hash and cannot be shown again.'
          : 'It acts for you, never beyond your role, and can be revoked at any time.'}
      </PageHeader>
      {created ? (
        <>
          <CreatedToken token={created} onDone={() => router.push(paths.apiTokens())} />
          <LeaveGuard isAtRisk title="Leave without the token?" confirmLabel="Leave">
            The token is not shown again. If you have not copied it, you will have to create another one.
          </LeaveGuard>
        </>
      ) : (
        <QueryView query={details} what="The organization" skeleton={<ListSkeleton label="form" />}>
          {({ max_key_days }) => <NewTokenForm limit={max_key_days} onCreated={setCreated} />}
        </QueryView>
      )}
    </div>
  );
}

interface NewTokenFormProps {
  /** Longest lifetime in days that the organization allows. */
  limit: number | null;
  onCreated: (token: Created) => void;
}

function NewTokenForm({ limit, onCreated }: NewTokenFormProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const { organization, organizations } = useSession();
  const create = useMutation(trpc.apiKey.create.mutationOptions());
  const form = useServerForm({
    schema: tokenSchema,
    aliases: tokenAliases,
    taken: 'name',
    defaultValues: newTokenValues(organization.id, limit),
    send: async (values) => {
      const token = await create.mutateAsync(createRequest(values));
      await queryClient.invalidateQueries({ queryKey: trpc.apiKey.list.pathKey() });
      onCreated(token);
    },
  });
  const isElsewhere = form.form.watch('organization_id') !== organization.id;
  return (
    <Form of={form} label="New API token" className="space-y-6">
      <UnsavedGuard />
      <TextField name="name" label="Name" placeholder="GitHub Actions" autoFocus />
      {organizations.length > 1 && (
        <SelectField
          name="organization_id"
          label="Organization"
          hint="A token belongs to one organization. This cannot be changed later."
        >
          {organizations.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      )}
      <AccessFields />
      <ExpiryField limit={isElsewhere ? null : limit} />
      <Disclosure title="Restrictions" detail="resources, addresses and rate limit">
        <div className="space-y-4">
          {!isElsewhere && <AllowListField />}
          <RestrictionFields />
          <TextField
            name="not_before"
            label="Not before"
            optional
            type="datetime-local"
            className="max-w-72"
            hint="The token is refused before this date. In your local time."
          />
        </div>
      </Disclosure>
      <div className="flex justify-end gap-2">
        <ButtonLink href={paths.apiTokens()}>Cancel</ButtonLink>
        <Button type="submit" variant="primary" busy={form.form.formState.isSubmitting}>
          Create token
        </Button>
      </div>
    </Form>
  );
}
