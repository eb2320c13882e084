'use client';

import { databaseEngines } from '../../../domain/database/engines';
import { ConnectedEnvironmentSettings } from '../../connected-environments/connected-environments';
import { SettingsSection, SettingsSections } from '../../page/section';
import { ListSkeleton } from '../../primitives/skeleton';
import { useDenials } from '../../session/use-can';
import { generalSettings, healthTimings, limitSettings } from '../../workload/common-settings';
import type { SettingGroup } from '../../workload/setting-field';
import { SettingsForm } from '../../workload/settings-form';
import { TagSettings } from '../../workload/tag-settings';
import { accountRoles, engineFields, engineOfType } from '../engine-fields';
import { useDatabase } from '../use-database';
import { type DatabaseChanges, useUpdateDatabase } from '../use-update-database';
import { EncryptionForm } from './encryption-form';
import { EngineForm } from './engine-form';
import { PublicForm } from './public-form';

type Group = SettingGroup<keyof DatabaseChanges & string>;

const image: Group = {
  title: 'Image',
  description:
    'Takes effect with the next restart. A different major version cannot read the existing data: create a new database with it and move the data with a dump and restore.',
  fields: [{ name: 'image', label: 'Image', kind: 'text', mono: true }],
};

const health: Group = {
  title: 'Health check',
  description: 'A query run by the engine’s own client inside the container.',
  fields: [
    {
      name: 'health_check_enabled',
      label: 'Check',
      kind: 'switch',
      hint: 'Shows whether the database responds, not only whether it runs',
    },
    ...healthTimings,
  ],
};

const limits: Group = limitSettings([]);

export function DatabaseSettingsPage({ uuid }: { uuid: string }) {
  const denialOf = useDenials();
  const { database, server } = useDatabase(uuid);
  const update = useUpdateDatabase(uuid);
  if (!database) return <ListSkeleton label="settings" />;
  const locked = denialOf('database:update', database.project_uuid);
  const isLocked = locked !== null;
  const engine = engineOfType(database.database_type);
  const fields = engine ? engineFields(engine).filter(({ isFirstStartOnly }) => !isFirstStartOnly) : [];
  const account = fields.filter(({ role }) => accountRoles.has(role));
  const files = fields.filter(({ role }) => !accountRoles.has(role));
  const section = (group: Group) => (
    <SettingsSection title={group.title} description={group.description} locked={isLocked}>
      <SettingsForm values={database} group={group} save={update} />
    </SettingsSection>
  );
  return (
    <SettingsSections locked={locked}>
      {section(generalSettings)}
      <SettingsSection
        title="Credentials"
        locked={isLocked}
        description="User and passwords. Applications keep using the old URL until you update it."
      >
        <EngineForm database={database} label="Credentials" fields={account} saveLabel="Change credentials" />
      </SettingsSection>
      <SettingsSection
        title="Public access"
        locked={isLocked}
        description="Only workloads in the same environment, or connected to it, can reach it, unless it is public."
      >
        <PublicForm database={database} server={server} save={update} />
      </SettingsSection>
      <SettingsSection
        title="Encryption"
        locked={isLocked}
        description="TLS with a certificate issued by the server’s own certificate authority."
      >
        <EncryptionForm database={database} />
      </SettingsSection>
      {section(image)}
      {engine && files.length > 0 && (
        <SettingsSection
          title="Configuration"
          locked={isLocked}
          description={`The ${databaseEngines[engine].label} configuration file.`}
        >
          <EngineForm database={database} label="Configuration" fields={files} />
        </SettingsSection>
      )}
      {section(health)}
      {section(limits)}
      <ConnectedEnvironmentSettings kind="database" workload={database} locked={isLocked} />
      <TagSettings kind="database" uuid={uuid} locked={isLocked} />
    </SettingsSections>
  );
}
