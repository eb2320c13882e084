import { cn } from './cn';

/** A gantry: two legs, a beam, and the load it puts in its place. The same drawing is app/icon.svg. */
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
