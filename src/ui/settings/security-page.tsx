'use client';

import { useQuery } from '@tanstack/react-query';
import { QueryView } from '../feedback/query-view';
import { SettingsSection, SettingsSections } from '../page/section';
import { ListSkeleton } from '../primitives/skeleton';
import { useTRPC } from '../trpc';
import { AddressesForm } from './addresses-form';
import { ApiSwitch } from './api-switch';
import { SettingsFrame } from './settings-frame';
import { SignInForm } from './sign-in-form';

export function SecurityPage() {
  return (
    <SettingsFrame>
      <SecuritySettings />
    </SettingsFrame>
  );
}

function SecuritySettings() {
  const trpc = useTRPC();
  const settings = useQuery(trpc.settings.get.queryOptions({}));
  return (
    <QueryView query={settings} what="The settings" skeleton={<ListSkeleton label="settings" />}>
      {(data) => (
        <SettingsSections>
          <SettingsSection
            title="Instance"
            description="The name that users see, and who can create an account."
          >
            <SignInForm settings={data} />
          </SettingsSection>
          <SettingsSection
            title="API"
            description="For tokens: REST, streams and command lines. The console keeps working."
          >
            <ApiSwitch settings={data} />
          </SettingsSection>
          <SettingsSection
            title="Allowed addresses"
            description="Where the API may be used from. The console and the health check stay reachable, so you cannot lock yourself out of this page."
          >
            <AddressesForm settings={data} />
          </SettingsSection>
        </SettingsSections>
      )}
    </QueryView>
  );
}
