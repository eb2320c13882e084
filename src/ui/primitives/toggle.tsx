import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from './cn';

interface ToggleProps {
  /** Full label for screen readers; the visible text may be shorter. */
  label: string;
  isOn: boolean;
  /** Why it cannot be switched; null when it can. */
  denied?: string | null;
  onPress: () => void;
  children: ReactNode;
}

/** Toggle button, small enough for a row of many. */
export function Toggle({ label, isOn, denied, onPress, children }: ToggleProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={isOn}
      aria-disabled={denied ? true : undefined}
      title={denied ?? undefined}
      onClick={denied ? undefined : onPress}
      className={cn(
        'inline-flex h-7 items-center gap-1 rounded-md border border-line-strong bg-surface px-2 text-ink-2 text-xs transition-colors hover:bg-hover',
        isOn && 'border-accent-text bg-accent-soft font-medium text-accent-text hover:bg-accent-soft',
        denied && 'cursor-not-allowed border-dashed text-ink-3 hover:bg-surface',
      )}
    >
      {isOn && <Check aria-hidden className="size-3" strokeWidth={3} />}
      {children}
    </button>
  );
}
