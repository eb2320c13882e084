import { cn } from './cn';

/** Placeholder for content that is loading. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={cn('block h-4 animate-breathe rounded-sm bg-hover', className)} />;
}

/** Placeholder for a list that is loading: announced to screen readers, and as high as the list is likely to be. */
export function ListSkeleton({ rows = 4, label }: { rows?: number; label: string }) {
  return (
    <div
      role="status"
      aria-label={`Loading ${label}`}
      className="divide-y divide-line rounded-lg border border-line bg-surface"
    >
      {Array.from({ length: rows }, (_, row) => row).map((row) => (
        <div key={row} className="flex items-center gap-4 px-4 py-3.5">
          <Skeleton className="h-4 w-40" />
          <Skeleton className="hidden h-4 w-64 sm:block" />
          <Skeleton className="ml-auto h-4 w-16" />
        </div>
      ))}
    </div>
  );
}
