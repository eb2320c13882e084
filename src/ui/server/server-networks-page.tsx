'use client';

import { SettingsSection, SettingsSections } from '../page/section';
import { useDenial } from '../session/use-can';
import { Destinations } from './destination/destinations';
import { ServerFrame } from './server-frame';
import { ServerNetworksForm } from './server-networks-form';

export function ServerNetworksPage({ uuid }: { uuid: string }) {
  const locked = useDenial('server:update');
  return (
    <ServerFrame uuid={uuid}>
      {(server) => (
        <>
          <Destinations server={server} />
          <SettingsSections locked={locked}>
            <SettingsSection
              title="Subnets"
              locked={locked !== null}
              description="New networks on this server get a subnet from this range that neither the server’s routes nor Docker use. Existing networks keep their subnets."
            >
              <ServerNetworksForm server={server} />
            </SettingsSection>
          </SettingsSections>
        </>
      )}
    </ServerFrame>
  );
}
