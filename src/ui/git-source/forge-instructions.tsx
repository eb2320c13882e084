import type { ReactNode } from 'react';
import { CopyButton } from '../feedback/copy-button';

interface ForgeInstructionsProps {
  /** Settings to enter at the forge: their labels there, and their values. */
  settings: { label: string; value: string }[];
  /** What to do at the forge. */
  children: ReactNode;
}

/** Settings that a user enters at a forge to connect it with Gantry. */
export function ForgeInstructions({ settings, children }: ForgeInstructionsProps) {
  return (
    <div className="space-y-2 rounded-lg border border-line bg-sunken px-4 py-3 text-ink-2">
      <p>{children}</p>
      {settings.map(({ label, value }) => (
        <p key={label} className="flex flex-wrap items-center gap-1">
          {label} <code className="break-all text-ink text-xs">{value}</code>
          <CopyButton text={value} label={`Copy the ${label.charAt(0).toLowerCase()}${label.slice(1)}`} />
        </p>
      ))}
    </div>
  );
}
