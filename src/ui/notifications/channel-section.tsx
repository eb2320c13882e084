'use client';

import { type UseQueryResult, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { NotificationChannel } from '../../domain/notification';
import { notify } from '../feedback/notify';
import { QueryView } from '../feedback/query-view';
import { reportFailure } from '../feedback/report-failure';
import { Time } from '../feedback/time';
import { SettingsSection } from '../page/section';
import { Button } from '../primitives/button';
import { ListSkeleton } from '../primitives/skeleton';
import { Status } from '../primitives/status';
import { ChannelForm } from './channel-form';
import { channels } from './channels';

/** Data of a channel that the page shows next to its fields. */
export interface ShownChannel {
  last_delivered_at: string | null;
  last_failure: string | null;
}

interface ChannelSectionProps<T extends ShownChannel> {
  channel: NotificationChannel;
  query: UseQueryResult<T, unknown>;
  /** Prefix of the query keys of this channel. */
  queryKey: readonly unknown[];
  save: (change: Record<string, unknown>) => Promise<unknown>;
  test: () => Promise<{ message: string }>;
  isLocked: boolean;
  /** What the channel has besides its form. */
  more?: (data: T) => ReactNode;
}

/** A channel: its settings, its events, the result of the last message, and a test button. */
export function ChannelSection<T extends ShownChannel>(props: ChannelSectionProps<T>) {
  const { channel, query, queryKey, save, test, isLocked, more } = props;
  const { title, description } = channels[channel];
  const queryClient = useQueryClient();
  const [isTesting, setTesting] = useState(false);
  const refresh = () => queryClient.invalidateQueries({ queryKey: [...queryKey] });
  const runTest = async () => {
    setTesting(true);
    try {
      notify.success((await test()).message);
    } catch (error) {
      reportFailure(error);
    } finally {
      setTesting(false);
      await refresh();
    }
  };
  return (
    <SettingsSection title={title} description={description} locked={isLocked}>
      <QueryView query={query} what={title} skeleton={<ListSkeleton label={title} />}>
        {(data) => (
          <div className="space-y-4">
            <ChannelForm
              channel={channel}
              data={Object.fromEntries(Object.entries(data))}
              save={async (change) => {
                await save(change);
                await refresh();
              }}
            />
            {more?.(data)}
            <div className="flex flex-wrap items-center justify-between gap-3">
              <LastMessage {...data} />
              <Button
                busy={isTesting}
                onClick={() => void runTest()}
                aria-label={`Send a test message by ${title}`}
              >
                Send a test message
              </Button>
            </div>
          </div>
        )}
      </QueryView>
    </SettingsSection>
  );
}

function LastMessage({ last_delivered_at: at, last_failure: failure }: ShownChannel) {
  if (failure !== null) return <Status tone="bad">{failure}</Status>;
  if (at === null) return <p className="text-ink-3">Nothing sent yet.</p>;
  return (
    <Status tone="ok">
      Last delivered <Time value={at} />
    </Status>
  );
}
