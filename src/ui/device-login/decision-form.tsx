'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { readApiError } from '../api-error';
import { notify } from '../feedback/notify';
import { QueryView } from '../feedback/query-view';
import { Time } from '../feedback/time';
import { Form } from '../forms/form';
import { SelectField } from '../forms/select-field';
import { useServerForm } from '../forms/use-server-form';
import { Button } from '../primitives/button';
import { Facts } from '../primitives/facts';
import { ListSkeleton } from '../primitives/skeleton';
import { useTRPC } from '../trpc';

interface DecisionFormProps {
  code: string;
  onDecided: (decision: 'approved' | 'denied') => void;
  onOtherCode: () => void;
}

/** Rights that the token of a command-line client can have. */
const rights = [
  ['inherit', 'Same as my role'],
  ['read', 'Read only'],
  ['deploy', 'Deploy only'],
] as const;

/** Show which client requests access, and let the user approve or refuse it. */
export function DecisionForm({ code, onDecided, onOtherCode }: DecisionFormProps) {
  const trpc = useTRPC();
  const asked = useQuery(trpc.deviceLogin.preview.queryOptions({ user_code: code }, { retry: false }));
  const approve = useMutation(trpc.deviceLogin.approve.mutationOptions());
  const deny = useMutation(
    trpc.deviceLogin.deny.mutationOptions({
      onSuccess: () => onDecided('denied'),
      onError: (error) => notify.error('The sign-in could not be refused', { description: error.message }),
    }),
  );
  const form = useServerForm({
    defaultValues: { abilities: 'inherit' },
    send: async ({ abilities }) => {
      await approve.mutateAsync({ user_code: code, abilities: [abilities] });
      onDecided('approved');
    },
  });
  if (asked.error && readApiError(asked.error).status === 404)
    return (
      <div className="space-y-4">
        <p>This code is unknown, was already used, or is older than ten minutes.</p>
        <Button onClick={onOtherCode}>Enter another code</Button>
      </div>
    );
  return (
    <QueryView query={asked} what="The sign-in" skeleton={<ListSkeleton label="sign-in" rows={1} />}>
      {({ name, ip, created_at }) => (
        <Form of={form} label="Confirm the sign-in" className="space-y-6">
          <Facts
            facts={[
              ['Code', <code key="code">{code}</code>],
              ['Command line', name],
              ['Address', ip],
              ['Asked', <Time key="asked" value={created_at} />],
            ]}
          />
          <SelectField
            name="abilities"
            label="Access"
            hint="For 30 days, or the longest time your organization allows."
            className="max-w-72"
          >
            {rights.map(([value, title]) => (
              <option key={value} value={value}>
                {title}
              </option>
            ))}
          </SelectField>
          <div className="flex gap-2">
            <Button type="submit" variant="primary" busy={form.form.formState.isSubmitting}>
              Confirm
            </Button>
            <Button onClick={() => deny.mutate({ user_code: code })} busy={deny.isPending}>
              Refuse
            </Button>
          </div>
        </Form>
      )}
    </QueryView>
  );
}
