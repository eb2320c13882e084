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

/** Engines that have no dumps: their data is backed up as a volume. */
const withoutDumps = new Set(['standalone-redis', 'standalone-keydb', 'standalone-dragonfly']);

export function BackupsPage({ uuid }: { uuid: string }) {
  const { database } = useDatabase(uuid);
  if (!database) return <ListSkeleton label="backups" />;
  if (withoutDumps.has(database.database_type))
    return (
      <EmptyState icon={Archive} title="No scheduled backups for this engine">
        This engine cannot be dumped while it runs. To keep a copy, clone the database with its volumes.
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
            <EmptyState icon={Archive} title="No backups yet" action={create}>
              A schedule dumps the database while it runs, checks that the dump is readable, and keeps as many
              backups as you choose. You can restore any of them with one click.
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
