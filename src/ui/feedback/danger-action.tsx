'use client';

import { type ReactNode, useState } from 'react';
import { Button } from '../primitives/button';
import { ConfirmDialog } from './confirm-dialog';

interface DangerActionProps {
  title: string;
  label: string;
  typeToConfirm: string;
  /** Why the action is not possible now, and where to change that; null when it is possible. */
  blockedBy?: ReactNode;
  consequences: ReactNode;
  onConfirm: () => Promise<unknown>;
}

/** An action that cannot be undone. What it removes is listed next to the button and again in the confirmation. */
export function DangerAction({
  title,
  label,
  typeToConfirm,
  blockedBy,
  consequences,
  onConfirm,
}: DangerActionProps) {
  const [open, setOpen] = useState(false);
  return (
    <div className="flex flex-wrap items-start justify-between gap-4 rounded-lg border border-bad-mark/40 p-4">
      <div className="min-w-0 flex-1 basis-64">
        <h3 className="font-medium">{title}</h3>
        <div className="mt-1 space-y-2 text-ink-2">{blockedBy ?? consequences}</div>
      </div>
      <Button variant="danger-quiet" disabled={Boolean(blockedBy)} onClick={() => setOpen(true)}>
        {label}
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={title}
        confirmLabel={label}
        typeToConfirm={typeToConfirm}
        onConfirm={onConfirm}
      >
        {consequences}
      </ConfirmDialog>
    </div>
  );
}
