import { paths } from '../paths';
import { Badge } from '../primitives/badge';
import { Link } from '../primitives/link';

interface TagNamesProps {
  names: readonly string[];
  /** Number of names to show; the rest are counted. */
  most?: number;
  /** Whether each leads to the workloads that have it. */
  isLinked?: boolean;
}

/** Tags of a workload, small enough to be next to something else. */
export function TagNames({ names, most = names.length, isLinked = false }: TagNamesProps) {
  const rest = names.slice(most);
  return (
    <ul aria-label="Tags" className="flex min-w-0 flex-wrap items-center gap-1">
      {names.slice(0, most).map((name) => (
        <li key={name} className="flex min-w-0 max-w-full">
          {isLinked ? (
            <Link href={paths.tags(name)} className="flex min-w-0 rounded-sm hover:underline">
              <TagBadge name={name} />
            </Link>
          ) : (
            <TagBadge name={name} />
          )}
        </li>
      ))}
      {rest.length > 0 && (
        <li className="text-ink-3 text-xs" title={rest.join(', ')}>
          +{rest.length}
        </li>
      )}
    </ul>
  );
}

function TagBadge({ name }: { name: string }) {
  return (
    <Badge className="min-w-0 max-w-40">
      <span className="truncate">{name}</span>
    </Badge>
  );
}
