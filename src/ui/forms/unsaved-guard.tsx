'use client';

import { useFormContext } from 'react-hook-form';
import { LeaveGuard } from '../feedback/leave-guard';

/** Ask before leaving the page throws away the changes of the form around this. */
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
