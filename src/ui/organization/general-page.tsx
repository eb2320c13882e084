'use client';

import { useQuery } from '@tanstack/react-query';
import { QueryView } from '../feedback/query-view';
import { SettingsSection, SettingsSections } from '../page/section';
import { ListSkeleton } from '../primitives/skeleton';
import { useSession } from '../session/session-provider';
import { useDenial } from '../session/use-can';
import { SharedVariablesList } from '../shared-variables/shared-variables-list';
import { useTRPC } from '../trpc';
import { DeleteOrganization } from './delete-organization';
import { GeneralForm } from './general-form';
import { OrganizationFrame } from './organization-frame';
import { TransferOwnership } from './transfer-ownership';

export function GeneralPage() {
  const trpc = useTRPC();
  const session = useSession();
  const organization = useQuery(trpc.organization.get.queryOptions({ id: session.organization.id }));
  const locked = useDenial('organization:update');
  return (
    <OrganizationFrame>
      <QueryView
        query={organization}
        what="The organization"
        skeleton={<ListSkeleton label="organization" />}
      >
        {(data) => (
          <SettingsSections locked={locked}>
            <SettingsSection
              title="General"
              description="Its name, and limits for all members."
              locked={locked !== null}
            >
              <GeneralForm organization={data} />
            </SettingsSection>
            <SettingsSection
              title="Shared variables"
              description="Available to the variables of all workloads in the organization."
            >
              <SharedVariablesList owner={{ kind: 'team' }} />
            </SettingsSection>
            <SettingsSection
              title="Ownership"
              description="An owner can transfer the organization to another member, who has to accept."
            >
              <TransferOwnership organization={data} />
            </SettingsSection>
            {session.role === 'owner' && (
              <SettingsSection title="Danger zone">
                <DeleteOrganization organization={data} />
              </SettingsSection>
            )}
          </SettingsSections>
        )}
      </QueryView>
    </OrganizationFrame>
  );
}
