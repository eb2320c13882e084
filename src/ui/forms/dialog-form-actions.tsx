'use client';

import type { ReactNode } from 'react';
import { useFormContext } from 'react-hook-form';
import { Button } from '../primitives/button';
import { DialogActions } from '../primitives/dialog';

interface DialogFormActionsProps {
  onCancel: () => void;
  /** Why the form cannot be sent now. */
  denied?: string | null;
  /** What sending it does: `Create project`. */
  children: ReactNode;
}

/** End a form in a dialog: leave it, or send it. */
export function DialogFormActions({ onCancel, denied, children }: DialogFormActionsProps) {
  const { formState } = useFormContext();
  return (
    <DialogActions>
      <Button onClick={onCancel}>Cancel</Button>
      <Button type="submit" variant="primary" busy={formState.isSubmitting} denied={denied ?? null}>
        {children}
      </Button>
    </DialogActions>
  );
}
