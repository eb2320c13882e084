'use client';

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { z } from 'zod';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { TextField } from '../forms/text-field';
import { useServerForm } from '../forms/use-server-form';
import { useRefreshOrganization } from '../organization/use-refresh';
import { Dialog } from '../primitives/dialog';
import { roleOfChoice } from '../roles/role-choice';
import { RoleField } from '../roles/role-field';
import { useSession } from '../session/session-provider';
import { type Outputs, useTRPC } from '../trpc';
import { InvitationLink } from './invitation-link';

type Created = Outputs['invitation']['create'];

const schema = z.object({
  email: z.email('Must be an e-mail address.'),
  role: z.string(),
});

/** Dialog that invites a person and then shows the link, which is shown only once. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const { organization } = useSession();
  const [created, setCreated] = useState<Created | null>(null);
  return (
    <Dialog
      open
      keepsOpen={created !== null}
      onOpenChange={(open) => !open && onClose()}
      title={created ? `Invitation for ${created.email}` : `Invite to ${organization.name}`}
      {...(created
        ? {}
        : { description: 'The invited person opens a link and joins with an existing or a new account.' })}
    >
      {created ? (
        <InvitationLink invitation={created} onDone={onClose} />
      ) : (
        <InviteForm onCreated={setCreated} onCancel={onClose} />
      )}
    </Dialog>
  );
}

interface InviteFormProps {
  onCreated: (invitation: Created) => void;
  onCancel: () => void;
}

function InviteForm({ onCreated, onCancel }: InviteFormProps) {
  const trpc = useTRPC();
  const refresh = useRefreshOrganization();
  const { organization } = useSession();
  const create = useMutation(trpc.invitation.create.mutationOptions());
  const form = useServerForm({
    schema,
    aliases: { custom_role_id: 'role' },
    taken: 'email',
    defaultValues: { email: '', role: 'member' },
    send: async ({ email, role }) => {
      const chosen = roleOfChoice(role);
      const invitation = await create.mutateAsync({
        id: organization.id,
        email,
        role: chosen.role,
        ...(chosen.custom_role_id ? { custom_role_id: chosen.custom_role_id } : {}),
      });
      await refresh();
      onCreated(invitation);
    },
  });
  return (
    <Form of={form} label="Invitation" className="space-y-5">
      <TextField name="email" label="E-mail" type="email" placeholder="grace@example.com" autoFocus />
      <RoleField name="role" withOwner={false} />
      <DialogFormActions onCancel={onCancel}>Create invitation</DialogFormActions>
    </Form>
  );
}
