'use client';

import { useFormContext } from 'react-hook-form';
import { Button } from '../primitives/button';
import { UnsavedGuard } from './unsaved-guard';

/** Bar at the end of a settings form, which appears with the first change and saves or discards it. */
export function SaveBar({ label = 'Save changes' }: { label?: string }) {
  const { formState, reset } = useFormContext();
  if (!formState.isDirty) return null;
  return (
    <div className="flex animate-fade items-center justify-end gap-2 border-line border-t pt-4">
      <UnsavedGuard />
      <p className="mr-auto text-ink-3 text-xs" role="status">
        Unsaved changes
      </p>
      <Button variant="ghost" onClick={() => reset()}>
        Discard
      </Button>
      <Button type="submit" variant="primary" busy={formState.isSubmitting}>
        {label}
      </Button>
    </div>
  );
}
