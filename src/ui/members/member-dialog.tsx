'use client';

import { useMutation } from '@tanstack/react-query';
import { Controller } from 'react-hook-form';
import { z } from 'zod';
import { notify } from '../feedback/notify';
import { Form } from '../forms/form';
import { SwitchField } from '../forms/switch-field';
import { useServerForm } from '../forms/use-server-form';
import { useRefreshOrganization } from '../organization/use-refresh';
import { Button } from '../primitives/button';
import { Dialog, DialogActions } from '../primitives/dialog';
import { choiceOf, roleOfChoice } from '../roles/role-choice';
import { RoleField } from '../roles/role-field';
import { useSession } from '../session/session-provider';
import { useTRPC } from '../trpc';
import type { Member } from './grant-words';
import { GrantsEditor } from './grants-editor';

const schema = z.object({
  role: z.string(),
  is_limited: z.boolean(),
  grants: z.array(z.object({ project_uuid: z.string(), abilities: z.array(z.string()) })),
});

interface MemberDialogProps {
  member: Member;
  onClose: () => void;
}

/** Dialog for the rights of a member: a role and, for the role member, the projects. */
export function MemberDialog({ member, onClose }: MemberDialogProps) {
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      wide
      title={`Access of ${member.name}`}
      description="Changes apply from their next request."
    >
      <MemberForm member={member} onClose={onClose} />
    </Dialog>
  );
}

function MemberForm({ member, onClose }: MemberDialogProps) {
  const trpc = useTRPC();
  const refresh = useRefreshOrganization();
  const { organization } = useSession();
  const update = useMutation(trpc.member.update.mutationOptions());
  const form = useServerForm<z.infer<typeof schema>>({
    schema,
    aliases: { custom_role_id: 'role' },
    defaultValues: { role: choiceOf(member), is_limited: member.is_limited, grants: member.grants },
    send: async ({ role, is_limited, grants }) => {
      const chosen = roleOfChoice(role);
      const reach = chosen.role === 'member' ? { is_limited, grants } : {};
      await update.mutateAsync({ id: organization.id, user_id: member.user_id, ...chosen, ...reach });
      await refresh();
      notify.success('Access saved');
      onClose();
    },
  });
  const { control, watch, formState } = form.form;
  return (
    <Form of={form} label="Access" className="space-y-5">
      <RoleField name="role" withOwner />
      {watch('role') === 'member' && (
        <div className="space-y-4 border-line border-t pt-4">
          <SwitchField
            name="is_limited"
            label="Only granted projects"
            hint="Other projects are hidden, including their names"
          />
          <div>
            <p className="mb-1.5 font-medium">Projects</p>
            <Controller
              control={control}
              name="grants"
              render={({ field }) => <GrantsEditor value={field.value} onChange={field.onChange} />}
            />
          </div>
        </div>
      )}
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button type="submit" variant="primary" busy={formState.isSubmitting}>
          Save access
        </Button>
      </DialogActions>
    </Form>
  );
}
