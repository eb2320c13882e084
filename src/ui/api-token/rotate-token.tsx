'use client';

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { DialogFormActions } from '../forms/dialog-form-actions';
import { Form } from '../forms/form';
import { SelectField } from '../forms/select-field';
import { useServerForm } from '../forms/use-server-form';
import { Dialog } from '../primitives/dialog';
import { type Outputs, useTRPC } from '../trpc';
import { CreatedToken } from './created-token';
import type { Token } from './token-values';

/** Seconds that the old token keeps working (authorization contract §8: at most seven days). */
const graces = [
  ['0', 'no longer: it stops immediately'],
  ['3600', 'one hour'],
  ['86400', 'one day'],
  ['604800', 'seven days'],
] as const;

interface RotateTokenProps {
  token: Pick<Token, 'id' | 'name'>;
  onClose: () => void;
  /** Called with the id of the new token once the user has seen its secret. */
  onRotated: (id: string) => void;
}

/**
 * Dialog that rotates a token: a new secret with the same rights. The old token can keep working until every program
 * has the new one.
 */
export function RotateToken({ token, onClose, onRotated }: RotateTokenProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const rotate = useMutation(trpc.apiKey.rotate.mutationOptions());
  const [created, setCreated] = useState<Outputs['apiKey']['rotate'] | null>(null);
  const form = useServerForm({
    defaultValues: { grace_seconds: '86400' },
    send: async ({ grace_seconds }) => {
      setCreated(await rotate.mutateAsync({ id: token.id, grace_seconds: Number(grace_seconds) }));
      await queryClient.invalidateQueries({ queryKey: trpc.apiKey.pathKey() });
    },
  });
  const finish = () => (created ? onRotated(created.id) : onClose());
  return (
    <Dialog
      open
      wide={created !== null}
      keepsOpen={created !== null}
      onOpenChange={(open) => !open && finish()}
      title={created ? `New secret for ${created.name}` : `Rotate ${token.name}`}
    >
      {created ? (
        <CreatedToken token={created} onDone={finish} />
      ) : (
        <Form of={form} label="Rotate token">
          <p className="text-ink-2">
            Creates a new token with the same permissions, shown once. The old one can keep working until your
            programs use the new one.
          </p>
          <SelectField name="grace_seconds" label="Keep the old token for">
            {graces.map(([seconds, text]) => (
              <option key={seconds} value={seconds}>
                {text}
              </option>
            ))}
          </SelectField>
          <DialogFormActions onCancel={onClose}>Rotate token</DialogFormActions>
        </Form>
      )}
    </Dialog>
  );
}
