'use client';

import { SettingsSection, SettingsSections } from '../page/section';
import { paths } from '../paths';
import { ButtonLink } from '../primitives/button-link';
import { Callout } from '../primitives/callout';
import { useSession } from '../session/session-provider';
import { AccountFrame } from './account-frame';
import { ChangePasswordForm } from './change-password-form';
import { useMethodName } from './use-method-name';

export function PasswordPage() {
  const { user } = useSession();
  const method = useMethodName(user.login_type);
  return (
    <AccountFrame>
      {user.login_type === 'password' ? (
        <SettingsSections>
          <SettingsSection
            title="Change password"
            description="This ends every session, including this one: sign in again with the new password. API tokens keep working."
          >
            <ChangePasswordForm email={user.email} />
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
          This account has no password. Your provider handles the sign-in.
        </Callout>
      )}
    </AccountFrame>
  );
}
