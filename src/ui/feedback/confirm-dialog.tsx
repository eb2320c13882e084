'use client';

import { type ReactNode, useId, useState } from 'react';
import { readApiError } from '../api-error';
import { Button } from '../primitives/button';
import { Callout } from '../primitives/callout';
import { Dialog, DialogActions } from '../primitives/dialog';
import { Input } from '../primitives/input';
import { RequestId } from './error-state';

interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** Consequences: exactly what is removed or interrupted, and what stays. */
  children: ReactNode;
  confirmLabel: string;
  /** Name that the user has to type to confirm. */
  typeToConfirm?: string;
  danger?: boolean;
  /** Called on confirmation. The dialog closes when the promise resolves, and shows the error when it rejects. */
  onConfirm: () => Promise<unknown>;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const { open, onOpenChange, title } = props;
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title}>
      <ConfirmBody {...props} />
    </Dialog>
  );
}

function ConfirmBody({
  onOpenChange,
  children,
  confirmLabel,
  typeToConfirm,
  danger = true,
  onConfirm,
}: ConfirmDialogProps) {
  const [typed, setTyped] = useState('');
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const inputId = useId();
  const blocked = typeToConfirm !== undefined && typed.trim() !== typeToConfirm;

  async function confirm() {
    setBusy(true);
    setError(null);
    try {
      await onConfirm();
      onOpenChange(false);
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!blocked && !busy) void confirm();
      }}
    >
      <div className="space-y-3 text-ink-2">{children}</div>
      {typeToConfirm !== undefined && (
        <div className="mt-4">
          <label htmlFor={inputId} className="mb-1.5 block text-ink-2">
            Type{' '}
            <strong className="select-all font-mono font-semibold text-ink text-xs">{typeToConfirm}</strong>{' '}
            to confirm
          </label>
          <Input id={inputId} value={typed} onChange={(event) => setTyped(event.target.value)} autoFocus />
        </div>
      )}
      {error !== null && (
        <div className="mt-4">
          <Callout tone="bad" role="alert" title={readApiError(error).message}>
            <RequestId error={readApiError(error)} />
          </Callout>
        </div>
      )}
      <DialogActions>
        <Button onClick={() => onOpenChange(false)}>Cancel</Button>
        <Button type="submit" variant={danger ? 'danger' : 'primary'} disabled={blocked} busy={busy}>
          {confirmLabel}
        </Button>
      </DialogActions>
    </form>
  );
}
