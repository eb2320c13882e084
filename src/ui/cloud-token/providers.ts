import type { CloudProvider } from '../../domain/input/credential/cloud';

interface ProviderWords {
  label: string;
  /** Rights that the token needs for certificates by DNS. */
  hint: string;
}

export const providerWords: Readonly<Record<CloudProvider, ProviderWords>> = {
  cloudflare: { label: 'Cloudflare', hint: 'An API token with Zone:Read and DNS:Edit for your zones.' },
  digitalocean: { label: 'DigitalOcean', hint: 'A personal access token with the domain scopes.' },
  hetzner: { label: 'Hetzner', hint: 'An API token of the Cloud project that has your zones, Read & Write.' },
  vultr: { label: 'Vultr', hint: 'An API key. Vultr must allow the address of this Gantry.' },
  httpreq: { label: 'Your own program (httpreq)', hint: 'User name and password, separated by a colon.' },
};
