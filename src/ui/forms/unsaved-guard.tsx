'use client';

import { useFormContext } from 'react-hook-form';
import { LeaveGuard } from '../feedback/leave-guard';

/** Stands in a form: asks before leaving throws its changes away. */
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
