'use client';

import { useQuery } from '@tanstack/react-query';
import { QueryView } from '../feedback/query-view';
import { Time } from '../feedback/time';
import { SettingsSection, SettingsSections } from '../page/section';
import { Facts } from '../primitives/facts';
import { useSession } from '../session/session-provider';
import { useTRPC } from '../trpc';
import { AccountFrame } from './account-frame';
import { ProfileForm } from './profile-form';
import { SettingsSkeleton } from './settings-skeleton';
import { useMethodName } from './use-method-name';

export function ProfilePage() {
  const trpc = useTRPC();
  const { user } = useSession();
  const method = useMethodName(user.login_type);
  const profile = useQuery(trpc.profile.get.queryOptions({}));
  return (
    <AccountFrame>
      <QueryView query={profile} what="Your profile" skeleton={<SettingsSkeleton label="profile" />}>
        {(data) => (
          <SettingsSections>
            <SettingsSection title="Profile" description="How other members see you.">
              <ProfileForm profile={data} />
            </SettingsSection>
            <SettingsSection title="Details" description="The same in every organization you belong to.">
              <Facts
                facts={[
                  ['E-mail', data.email],
                  ['Signs in with', method],
                  ['Two-factor', data.two_factor_enabled ? 'on' : 'off'],
                  ['Member since', <Time key="created" value={data.created_at} />],
                ]}
              />
            </SettingsSection>
          </SettingsSections>
        )}
      </QueryView>
    </AccountFrame>
  );
}
