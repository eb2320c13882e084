'use client';

import type { ReactNode } from 'react';
import { useFormContext } from 'react-hook-form';
import { Button } from '../primitives/button';
import { DialogActions } from '../primitives/dialog';

interface DialogFormActionsProps {
  onCancel: () => void;
  /** Why the form cannot be submitted now; null if it can. */
  denied?: string | null;
  /** Label of the submit button, such as `Create project`. */
  children: ReactNode;
}

/** Buttons at the end of a form in a dialog: cancel and submit. */
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
