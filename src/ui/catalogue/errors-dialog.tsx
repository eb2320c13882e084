'use client';

import { useQuery } from '@tanstack/react-query';
import { QueryView } from '../feedback/query-view';
import { Dialog } from '../primitives/dialog';
import { ListSkeleton } from '../primitives/skeleton';
import { useTRPC } from '../trpc';
import type { Catalogue } from './use-catalogues';

/** Dialog with the templates of a catalogue that could not be read, and why. */
export function ErrorsDialog({ catalogue, onClose }: { catalogue: Catalogue; onClose: () => void }) {
  const query = useQuery(useTRPC().catalogue.get.queryOptions({ uuid: catalogue.uuid }));
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Templates of ${catalogue.name} that could not be read`}
    >
      <QueryView query={query} what="Errors" skeleton={<ListSkeleton label="errors" />}>
        {({ errors }) => (
          <ul className="max-h-[60vh] space-y-3 overflow-y-auto">
            {errors.map(({ type, problems }) => (
              <li key={type}>
                <p className="font-medium">{type}</p>
                <ul className="text-ink-2 text-xs">
                  {problems.map(({ line, column, message }) => (
                    <li key={`${line}:${column} ${message}`}>
                      Line {line}, column {column}: {message}
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </Dialog>
  );
}
