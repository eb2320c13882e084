import { Skeleton } from '../primitives/skeleton';

/** Placeholder for the shell while the session is loading, with the same layout and no text. */
export function ShellSkeleton() {
  return (
    <div
      role="status"
      aria-label="Loading the console"
      className="lg:grid lg:grid-cols-[15rem_minmax(0,1fr)]"
    >
      <div className="hidden h-dvh space-y-3 border-line border-r p-4 lg:block">
        <Skeleton className="h-6 w-28" />
        <Skeleton className="h-8 w-full" />
        <Skeleton className="mt-8 h-5 w-32" />
        <Skeleton className="h-5 w-24" />
        <Skeleton className="h-5 w-28" />
      </div>
      <div className="mx-auto w-full max-w-6xl space-y-4 px-4 pt-8 sm:px-8">
        <Skeleton className="h-7 w-48" />
        <Skeleton className="h-40 w-full" />
      </div>
    </div>
  );
}
