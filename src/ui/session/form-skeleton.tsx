import { Skeleton } from '../primitives/skeleton';

/** Placeholder for a public form whose fields are still unknown. */
export function FormSkeleton({ fields = 2 }: { fields?: number }) {
  return (
    <div role="status" aria-label="Loading the form" className="space-y-4">
      {Array.from({ length: fields }, (_, field) => field).map((field) => (
        <div key={field} className="space-y-1.5">
          <Skeleton className="h-5 w-20" />
          <Skeleton className="h-9 w-full" />
        </div>
      ))}
      <Skeleton className="h-10 w-full" />
    </div>
  );
}
