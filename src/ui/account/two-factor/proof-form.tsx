'use client';

import { z } from 'zod';
import { Form } from '../../forms/form';
import { PasswordField } from '../../forms/password-field';
import { useServerForm } from '../../forms/use-server-form';
import { Button } from '../../primitives/button';
import { DialogActions } from '../../primitives/dialog';
import { SecondFactorField } from '../../session/second-factor-field';
import { useSession } from '../../session/session-provider';
import { UsernameHint } from '../../session/username-hint';

const schema = z.object({
  password: z.string().min(1, 'Enter your password.'),
  code: z.string().trim().min(1, 'Enter the code from your app.'),
});

interface ProofFormProps {
  label: string;
  danger?: boolean;
  /** Called with both factors; a rejection is shown on its fields. */
  onProof: (proof: z.output<typeof schema>) => Promise<unknown>;
  onCancel: () => void;
}

/** Form that asks for both factors again before an action that weakens the account. */
export function ProofForm({ label, danger, onProof, onCancel }: ProofFormProps) {
  const { user } = useSession();
  const form = useServerForm({ schema, defaultValues: { password: '', code: '' }, send: onProof });
  return (
    <Form of={form} label={label}>
      <UsernameHint email={user.email} />
      <PasswordField name="password" label="Your password" autoComplete="current-password" autoFocus />
      <SecondFactorField name="code" />
      <DialogActions>
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant={danger ? 'danger' : 'primary'} busy={form.form.formState.isSubmitting}>
          {label}
        </Button>
      </DialogActions>
    </Form>
  );
}
