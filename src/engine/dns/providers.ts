import type { CloudProvider } from '../../domain/input/credential/cloud';
import { cloudflare } from './cloudflare';
import { hetzner } from './hetzner';
import { httpreq } from './httpreq';
import type { DnsProvider } from './provider';
import { digitalocean, vultr } from './records-of-domains';

/** Every provider of cloud tokens has DNS. */
export const dnsProviders: Readonly<Record<CloudProvider, DnsProvider>> = {
  cloudflare,
  digitalocean,
  hetzner,
  httpreq,
  vultr,
};
