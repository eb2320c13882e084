import { Skeleton } from '../primitives/skeleton';

/** Skeleton of a settings page: text on the left, a form beside it. */
export function SettingsSkeleton({ label }: { label: string }) {
  return (
    <div
      role="status"
      aria-label={`Loading ${label}`}
      className="grid gap-x-10 gap-y-4 lg:grid-cols-[16rem_minmax(0,1fr)]"
    >
      <div className="space-y-2">
        <Skeleton className="h-5 w-28" />
        <Skeleton className="h-4 w-48" />
      </div>
      <div className="max-w-2xl space-y-4">
        <Skeleton className="h-9 w-full" />
        <Skeleton className="h-9 w-full" />
        <Skeleton className="h-9 w-2/3" />
      </div>
    </div>
  );
}
