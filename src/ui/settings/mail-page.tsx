'use client';

import { useQuery } from '@tanstack/react-query';
import { QueryView } from '../feedback/query-view';
import { SettingsSection, SettingsSections } from '../page/section';
import { Callout } from '../primitives/callout';
import { ListSkeleton } from '../primitives/skeleton';
import { useTRPC } from '../trpc';
import { MailForm } from './mail-form';
import { SettingsFrame } from './settings-frame';
import { TestMail } from './test-mail';

export function MailPage() {
  return (
    <SettingsFrame>
      <Mail />
    </SettingsFrame>
  );
}

function Mail() {
  const trpc = useTRPC();
  const settings = useQuery(trpc.settings.email.queryOptions({}));
  return (
    <QueryView query={settings} what="Mail settings" skeleton={<ListSkeleton label="mail settings" />}>
      {(data) => (
        <SettingsSections>
          <SettingsSection
            title="Mail server"
            description="Sends invitations, passcodes and warnings about expiring tokens."
          >
            <div className="space-y-4">
              {data.is_from_environment && (
                <Callout title="Set by the environment">
                  The mail server comes from <code>SMTP_URL</code>. Remove it from the environment to set the
                  server here.
                </Callout>
              )}
              <fieldset disabled={data.is_from_environment}>
                <MailForm settings={data} />
              </fieldset>
            </div>
          </SettingsSection>
          <SettingsSection
            title="Test"
            description="Uses the saved settings and shows the mail server’s response."
          >
            <TestMail isSetUp={data.smtp_host !== null} />
          </SettingsSection>
        </SettingsSections>
      )}
    </QueryView>
  );
}
