'use client';

import { useQuery } from '@tanstack/react-query';
import { QueryView } from '../feedback/query-view';
import { Checkbox } from '../primitives/checkbox';
import { Skeleton } from '../primitives/skeleton';
import { useTRPC } from '../trpc';

interface ProjectChoiceProps {
  label: string;
  /** Uuids of the chosen projects. */
  value: readonly string[];
  onChange: (value: string[]) => void;
}

/** Checklist of the projects of the organization. */
export function ProjectChoice({ label, value, onChange }: ProjectChoiceProps) {
  const trpc = useTRPC();
  const projects = useQuery(trpc.project.list.queryOptions({}));
  return (
    <QueryView query={projects} what="Projects" skeleton={<Skeleton className="h-20" />}>
      {(rows) =>
        rows.length === 0 ? (
          <p className="text-ink-3">No projects yet.</p>
        ) : (
          <ul
            aria-label={label}
            className="max-h-64 divide-y divide-line overflow-y-auto rounded-lg border border-line bg-surface"
          >
            {rows.map(({ uuid, name }) => (
              <li key={uuid}>
                {/* biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is a button, which a label may name */}
                <label className="flex cursor-pointer items-center gap-3 px-3 py-2 hover:bg-hover">
                  <Checkbox
                    checked={value.includes(uuid)}
                    onCheckedChange={(checked) =>
                      onChange(checked === true ? [...value, uuid] : value.filter((each) => each !== uuid))
                    }
                  />
                  <span className="min-w-0 truncate">{name}</span>
                </label>
              </li>
            ))}
          </ul>
        )
      }
    </QueryView>
  );
}
