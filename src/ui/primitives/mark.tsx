import { cn } from './cn';

/** Gantry's logo: two legs, a beam and a load. app/icon.svg has the same drawing. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" fill="none" aria-hidden="true" className={cn('size-6 shrink-0', className)}>
      <path
        d="M2.5 5.5h19M5.5 5.5V21M18.5 5.5V21"
        stroke="currentColor"
        strokeWidth="2.25"
        strokeLinecap="square"
      />
      <path d="M12 5.5V10" stroke="currentColor" strokeWidth="1.5" />
      <rect x="8.75" y="10" width="6.5" height="6.5" rx="0.75" className="fill-accent" />
    </svg>
  );
}
