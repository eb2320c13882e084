'use client';

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Eraser } from 'lucide-react';
import { useState } from 'react';
import { byteSize } from '../../../domain/byte-size';
import { ConfirmDialog } from '../../feedback/confirm-dialog';
import { notify } from '../../feedback/notify';
import { QueryView } from '../../feedback/query-view';
import { Section } from '../../page/section';
import { Button } from '../../primitives/button';
import { Callout } from '../../primitives/callout';
import { Facts } from '../../primitives/facts';
import { ListSkeleton } from '../../primitives/skeleton';
import { useDenial } from '../../session/use-can';
import { type Outputs, useTRPC } from '../../trpc';
import { RemovedObjects } from './removed-objects';

type Forecast = Outputs['server']['cleanupForecast'];

interface CleanupForecastProps {
  uuid: string;
  removesVolumes: boolean;
  removesNetworks: boolean;
}

/** Disk usage, and what a cleanup would remove now. */
export function CleanupForecast({ uuid, removesVolumes, removesNetworks }: CleanupForecastProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const extent = { delete_unused_volumes: removesVolumes, delete_unused_networks: removesNetworks };
  const forecast = useQuery(trpc.server.cleanupForecast.queryOptions({ uuid, ...extent }));
  const run = useMutation(trpc.server.runCleanup.mutationOptions());
  const denial = useDenial('server:update');
  const [isAsking, setAsking] = useState(false);
  const objects = forecast.data?.objects ?? [];
  const bytes = byteSize(forecast.data?.bytes ?? 0);
  return (
    <Section
      title="What a cleanup removes now"
      description="Objects that Gantry created or pulled on this server and no longer uses. Everything else stays, including images needed for rollbacks."
      actions={
        <Button denied={denial} onClick={() => setAsking(true)}>
          <Eraser aria-hidden /> Clean up now
        </Button>
      }
    >
      <QueryView
        query={forecast}
        what="The forecast"
        skeleton={<ListSkeleton label="what a cleanup removes" rows={2} />}
      >
        {(data) => <ForecastFacts forecast={data} />}
      </QueryView>
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        title="Clean up this server?"
        confirmLabel="Clean up"
        onConfirm={async () => {
          await run.mutateAsync({ uuid, ...extent });
          await queryClient.invalidateQueries({ queryKey: trpc.server.pathKey() });
          notify.success('Cleanup started');
        }}
      >
        <p>
          {objects.length === 0
            ? 'There is currently nothing to remove.'
            : `${objects.length} objects will be permanently removed, which frees ${bytes}.`}{' '}
          Objects that have come into use since are kept.
        </p>
      </ConfirmDialog>
    </Section>
  );
}

function ForecastFacts({ forecast }: { forecast: Forecast }) {
  const { disk, days_until_full: days, objects, bytes, problem } = forecast;
  if (problem !== null || disk === null)
    return (
      <Callout tone="warn" title="The server did not respond">
        {problem ?? 'Try again later.'}
      </Callout>
    );
  return (
    <>
      <Facts
        facts={[
          [
            'Disk',
            `${disk.used_percent} % of ${byteSize(disk.total_bytes)} used, ${byteSize(disk.free_bytes)} free`,
          ],
          ['Full', days === null ? 'Too early to tell' : `In about ${days} days at the current rate`],
          ['Frees', byteSize(bytes)],
        ]}
      />
      {objects.length === 0 ? (
        <p className="mt-4 text-ink-3">There is nothing to remove.</p>
      ) : (
        <div className="mt-4">
          <RemovedObjects objects={objects} label="What a cleanup removes" />
        </div>
      )}
    </>
  );
}
