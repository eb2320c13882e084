'use client';

import { useQuery } from '@tanstack/react-query';
import { SettingsSection } from '../page/section';
import type { Application } from '../resources';
import { CertificateList } from '../server/proxy/domain-certificates';
import { useTRPC } from '../trpc';

/** Certificates of the https domains of an application; nothing if it has none or the caller may not see the server. */
export function ApplicationCertificates({ application }: { application: Application }) {
  const trpc = useTRPC();
  const hosts = (application.fqdn ?? '').split(',').flatMap((url) => hostOf(url.trim()));
  const { data } = useQuery(
    trpc.server.domainCertificates.queryOptions(
      { uuid: application.server_uuid },
      { enabled: hosts.length > 0 },
    ),
  );
  const rows = data?.filter(({ domain }) => hosts.includes(domain)) ?? [];
  if (rows.length === 0) return null;
  return (
    <SettingsSection
      title="Certificates"
      description="As last presented by the server’s proxy, which obtains and renews them automatically."
    >
      <CertificateList rows={rows} />
    </SettingsSection>
  );
}

function hostOf(url: string): string[] {
  const host = /^https:\/\/([^/:]+)/.exec(url)?.[1];
  return host === undefined ? [] : [host];
}
