import type { ReactNode } from 'react';
import { CopyButton } from '../feedback/copy-button';

interface ForgeInstructionsProps {
  /** What the forge is told: its words, and the value. */
  settings: { label: string; value: string }[];
  /** What to do there. */
  children: ReactNode;
}

/** What a user sets at a forge, so that it and Gantry know each other. */
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
