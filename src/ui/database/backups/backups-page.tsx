'use client';

import { Archive, Plus } from 'lucide-react';
import { useState } from 'react';
import { EmptyState } from '../../feedback/empty-state';
import { QueryView } from '../../feedback/query-view';
import { Button } from '../../primitives/button';
import { ListSkeleton } from '../../primitives/skeleton';
import type { Database } from '../../resources';
import { useCan } from '../../session/use-can';
import { useDatabase } from '../use-database';
import { ScheduleDialog } from './schedule-dialog';
import { ScheduleSection } from './schedule-section';
import { useBackups } from './use-backups';

/** Engines whose data is copied as a volume. */
const withoutDumps = new Set(['standalone-redis', 'standalone-keydb', 'standalone-dragonfly']);

export function BackupsPage({ uuid }: { uuid: string }) {
  const { database } = useDatabase(uuid);
  if (!database) return <ListSkeleton label="backups" />;
  if (withoutDumps.has(database.database_type))
    return (
      <EmptyState icon={Archive} title="No scheduled backups for this engine">
        It has no dump that could be made while it runs. Clone the database with its volumes to keep a copy.
      </EmptyState>
    );
  return <Schedules database={database} />;
}

function Schedules({ database }: { database: Database }) {
  const { uuid, project_uuid } = database;
  const backups = useBackups(uuid);
  const [isCreating, setIsCreating] = useState(false);
  const create = useCan('backup:create', project_uuid) && (
    <Button variant="primary" onClick={() => setIsCreating(true)}>
      <Plus aria-hidden /> New schedule
    </Button>
  );
  return (
    <>
      <QueryView query={backups.query} what="Backups" skeleton={<ListSkeleton label="backups" />}>
        {(schedules) =>
          schedules.length === 0 ? (
            <EmptyState icon={Archive} title="Back it up" action={create}>
              A schedule dumps the database while it runs, proves that the dump can be read, and keeps as many
              as you say. A backup can be restored with one click.
            </EmptyState>
          ) : (
            <>
              <div className="mb-6 flex justify-end">{create}</div>
              {schedules.map((schedule) => (
                <ScheduleSection key={schedule.uuid} {...{ database, schedule, backups }} />
              ))}
            </>
          )
        }
      </QueryView>
      {isCreating && (
        <ScheduleDialog
          schedule={null}
          save={(change) => backups.create.mutateAsync({ uuid, ...change })}
          onClose={() => setIsCreating(false)}
        />
      )}
    </>
  );
}
