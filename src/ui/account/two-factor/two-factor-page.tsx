'use client';

import { useQuery } from '@tanstack/react-query';
import { QueryView } from '../../feedback/query-view';
import { SettingsSection, SettingsSections } from '../../page/section';
import { paths } from '../../paths';
import { ButtonLink } from '../../primitives/button-link';
import { Callout } from '../../primitives/callout';
import { useSession } from '../../session/session-provider';
import { useTRPC } from '../../trpc';
import { AccountFrame } from '../account-frame';
import { SettingsSkeleton } from '../settings-skeleton';
import { useMethodName } from '../use-method-name';
import { SetUpTwoFactor } from './set-up-two-factor';
import { TwoFactorIsOn } from './two-factor-is-on';

export function TwoFactorPage() {
  const { user } = useSession();
  const method = useMethodName(user.login_type);
  return (
    <AccountFrame>
      {user.login_type === 'password' ? (
        <SettingsSections>
          <SettingsSection
            title="Two-factor authentication"
            description="After your password, Gantry asks for a code from your phone. A stolen password alone is then not enough to sign in."
          >
            <TwoFactorState />
          </SettingsSection>
        </SettingsSections>
      ) : (
        <Callout
          title={`You sign in with ${method}`}
          action={
            <ButtonLink size="sm" href={paths.accountSignInMethod()}>
              Sign-in method
            </ButtonLink>
          }
        >
          The provider asks for the second factor: turn it on in your account there.
        </Callout>
      )}
    </AccountFrame>
  );
}

function TwoFactorState() {
  const trpc = useTRPC();
  const status = useQuery(trpc.twoFactor.status.queryOptions({}));
  return (
    <QueryView query={status} what="Two-factor authentication" skeleton={<SettingsSkeleton label="state" />}>
      {(data) => (data.enabled ? <TwoFactorIsOn status={data} /> : <SetUpTwoFactor />)}
    </QueryView>
  );
}
