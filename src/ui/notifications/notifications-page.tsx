'use client';

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { OrganizationFrame } from '../organization/organization-frame';
import { SettingsSections } from '../page/section';
import { useDenial } from '../session/use-can';
import { useTRPC } from '../trpc';
import { ChannelSection } from './channel-section';
import { ShownSecretDialog } from './webhook/shown-secret';
import { Signing } from './webhook/signing';

/** Settings for what the organization is notified of, and through which channels. */
export function NotificationsPage() {
  const locked = useDenial('notification:update');
  const isLocked = locked !== null;
  return (
    <OrganizationFrame>
      <SettingsSections locked={locked}>
        <Email isLocked={isLocked} />
        <Discord isLocked={isLocked} />
        <Slack isLocked={isLocked} />
        <Telegram isLocked={isLocked} />
        <Pushover isLocked={isLocked} />
        <Webhook isLocked={isLocked} />
      </SettingsSections>
    </OrganizationFrame>
  );
}

// One component per channel: a loop could not call their procedures, whose types differ.
interface ChannelProps {
  isLocked: boolean;
}

function Email({ isLocked }: ChannelProps) {
  const { emailNotification: channel } = useTRPC();
  const query = useQuery(channel.get.queryOptions({}));
  const update = useMutation(channel.update.mutationOptions());
  const test = useMutation(channel.test.mutationOptions());
  return (
    <ChannelSection
      channel="email"
      query={query}
      queryKey={channel.pathKey()}
      save={(change) => update.mutateAsync(change)}
      test={() => test.mutateAsync({})}
      isLocked={isLocked}
    />
  );
}

function Discord({ isLocked }: ChannelProps) {
  const { discordNotification: channel } = useTRPC();
  const query = useQuery(channel.get.queryOptions({}));
  const update = useMutation(channel.update.mutationOptions());
  const test = useMutation(channel.test.mutationOptions());
  return (
    <ChannelSection
      channel="discord"
      query={query}
      queryKey={channel.pathKey()}
      save={(change) => update.mutateAsync(change)}
      test={() => test.mutateAsync({})}
      isLocked={isLocked}
    />
  );
}

function Slack({ isLocked }: ChannelProps) {
  const { slackNotification: channel } = useTRPC();
  const query = useQuery(channel.get.queryOptions({}));
  const update = useMutation(channel.update.mutationOptions());
  const test = useMutation(channel.test.mutationOptions());
  return (
    <ChannelSection
      channel="slack"
      query={query}
      queryKey={channel.pathKey()}
      save={(change) => update.mutateAsync(change)}
      test={() => test.mutateAsync({})}
      isLocked={isLocked}
    />
  );
}

function Telegram({ isLocked }: ChannelProps) {
  const { telegramNotification: channel } = useTRPC();
  const query = useQuery(channel.get.queryOptions({}));
  const update = useMutation(channel.update.mutationOptions());
  const test = useMutation(channel.test.mutationOptions());
  return (
    <ChannelSection
      channel="telegram"
      query={query}
      queryKey={channel.pathKey()}
      save={(change) => update.mutateAsync(change)}
      test={() => test.mutateAsync({})}
      isLocked={isLocked}
    />
  );
}

function Pushover({ isLocked }: ChannelProps) {
  const { pushoverNotification: channel } = useTRPC();
  const query = useQuery(channel.get.queryOptions({}));
  const update = useMutation(channel.update.mutationOptions());
  const test = useMutation(channel.test.mutationOptions());
  return (
    <ChannelSection
      channel="pushover"
      query={query}
      queryKey={channel.pathKey()}
      save={(change) => update.mutateAsync(change)}
      test={() => test.mutateAsync({})}
      isLocked={isLocked}
    />
  );
}

function Webhook({ isLocked }: ChannelProps) {
  const { webhookNotification: channel } = useTRPC();
  const query = useQuery(channel.get.queryOptions({}));
  const update = useMutation(channel.update.mutationOptions());
  const test = useMutation(channel.test.mutationOptions());
  const [secret, setSecret] = useState<string | null>(null);
  return (
    <>
      <ChannelSection
        channel="webhook"
        query={query}
        queryKey={channel.pathKey()}
        save={async (change) => setSecret((await update.mutateAsync(change)).signing_secret)}
        test={() => test.mutateAsync({})}
        isLocked={isLocked}
        more={(webhook) => <Signing webhook={webhook} />}
      />
      {secret !== null && <ShownSecretDialog secret={secret} onDone={() => setSecret(null)} />}
    </>
  );
}
