'use client';

import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'next/navigation';
import { Suspense } from 'react';
import { QueryView } from '../feedback/query-view';
import { SettingsSection, SettingsSections } from '../page/section';
import { Callout } from '../primitives/callout';
import { useSession } from '../session/session-provider';
import { providerRefusal } from '../session/sign-in-refusal';
import { useTRPC } from '../trpc';
import { AccountFrame } from './account-frame';
import { ConvertChoices } from './convert-choices';
import { SettingsSkeleton } from './settings-skeleton';
import { methodName } from './sign-in-methods';

export function SignInMethodPage() {
  return (
    <AccountFrame>
      <Suspense fallback={<SettingsSkeleton label="sign-in method" />}>
        <SignInMethod />
      </Suspense>
    </AccountFrame>
  );
}

function SignInMethod() {
  const trpc = useTRPC();
  const { user } = useSession();
  const methods = useQuery(trpc.authMethod.list.queryOptions({}));
  const search = useSearchParams();
  const refusal = providerRefusal(search.get('error'));
  const isChanged = search.get('notice') === 'changed' && user.login_type !== 'password';
  return (
    <QueryView
      query={methods}
      what="The ways to sign in"
      skeleton={<SettingsSkeleton label="sign-in method" />}
    >
      {(data) => (
        <SettingsSections>
          <SettingsSection
            title="Sign-in method"
            description="An account has one sign-in method. You can change it once, from a password to a provider."
          >
            <div className="space-y-4">
              {isChanged && (
                <Callout tone="ok" role="status" title="Your sign-in method was changed">
                  Your password was deleted and every other session has ended.
                </Callout>
              )}
              {refusal && <Callout tone="bad" role="alert" title={refusal} />}
              <p>
                You sign in with{' '}
                <strong className="font-semibold">{methodName(user.login_type, data.oidc.name)}</strong>.
              </p>
              {user.login_type === 'password' && <ConvertChoices methods={data} />}
            </div>
          </SettingsSection>
        </SettingsSections>
      )}
    </QueryView>
  );
}
