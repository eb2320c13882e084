'use client';

import { useFormContext } from 'react-hook-form';
import { LeaveGuard } from '../feedback/leave-guard';

/** Ask for confirmation before the user leaves the page with unsaved changes in the surrounding form. */
export function UnsavedGuard() {
  const { formState } = useFormContext();
  return (
    <LeaveGuard
      isAtRisk={formState.isDirty && !formState.isSubmitting}
      title="Leave without saving?"
      confirmLabel="Discard changes"
    >
      The changes on this page have not been saved.
    </LeaveGuard>
  );
}
