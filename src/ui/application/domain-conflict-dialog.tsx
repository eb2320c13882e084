'use client';

import { z } from 'zod';
import type { ApiError } from '../api-error';
import { ConfirmDialog } from '../feedback/confirm-dialog';

/** A domain conflict. One with another organization names no resource and cannot be overridden (coolify-api §5.5). */
const conflict = z.object({
  domain: z.string(),
  message: z.string(),
  resource_name: z.string().nullish(),
  resource_uuid: z.string().nullish(),
});

export type DomainConflict = z.infer<typeof conflict>;

/** Read the conflicts of a 409; null when the request was refused for another reason. */
export function readConflicts(error: ApiError): DomainConflict[] | null {
  const parsed = z.array(conflict).min(1).safeParse(error.body?.conflicts);
  return parsed.success ? parsed.data : null;
}

interface DomainConflictDialogProps {
  conflicts: DomainConflict[] | null;
  onClose: () => void;
  onOverride: () => Promise<void>;
}

export function DomainConflictDialog({ conflicts, onClose, onOverride }: DomainConflictDialogProps) {
  return (
    <ConfirmDialog
      open={conflicts !== null}
      onOpenChange={(open) => !open && onClose()}
      title="These domains are in use"
      confirmLabel="Use them here too"
      onConfirm={onOverride}
    >
      <ul className="space-y-2">
        {conflicts?.map(({ domain, message }) => (
          <li key={domain}>
            <code className="text-ink text-xs">{domain}</code>
            <br />
            {message}
          </li>
        ))}
      </ul>
      <p>Two applications with the same domain compete for its traffic. Either of them may respond.</p>
    </ConfirmDialog>
  );
}
