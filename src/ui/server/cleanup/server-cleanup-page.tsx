'use client';

import { useQuery } from '@tanstack/react-query';
import { QueryView } from '../../feedback/query-view';
import { SettingsSection, SettingsSections } from '../../page/section';
import { ListSkeleton } from '../../primitives/skeleton';
import { FailingMark } from '../../schedule/failing-mark';
import { useDenial } from '../../session/use-can';
import { NextRuns } from '../../tasks/next-runs';
import { useTRPC } from '../../trpc';
import { ServerFrame } from '../server-frame';
import { CleanupExecutions } from './cleanup-executions';
import { CleanupForecast } from './cleanup-forecast';
import { CleanupSettingsForm } from './cleanup-settings-form';

export function ServerCleanupPage({ uuid }: { uuid: string }) {
  return <ServerFrame uuid={uuid}>{() => <Cleanup uuid={uuid} />}</ServerFrame>;
}

function Cleanup({ uuid }: { uuid: string }) {
  const trpc = useTRPC();
  const settings = useQuery(trpc.server.cleanup.queryOptions({ uuid }));
  const locked = useDenial('server:update');
  return (
    <QueryView query={settings} what="The cleanup" skeleton={<ListSkeleton label="cleanup" rows={3} />}>
      {(data) => (
        <>
          <CleanupForecast
            uuid={uuid}
            removesVolumes={data.delete_unused_volumes}
            removesNetworks={data.delete_unused_networks}
          />
          <CleanupExecutions uuid={uuid} />
          <SettingsSections locked={locked}>
            <SettingsSection
              title="Schedule"
              locked={locked !== null}
              description={
                <>
                  <FailingMark isFailing={data.docker_cleanup_is_failing} />
                  When Gantry cleans up automatically, and what it removes.
                  <NextRuns frequency={data.docker_cleanup_frequency} timeZone="UTC" />
                </>
              }
            >
              <CleanupSettingsForm uuid={uuid} settings={data} />
            </SettingsSection>
          </SettingsSections>
        </>
      )}
    </QueryView>
  );
}
