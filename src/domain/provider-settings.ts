import type { Secret } from './secret';

/** External identity providers. */
export const providerTypes = ['github', 'oidc'] as const;
export type ProviderType = (typeof providerTypes)[number];

export function isProviderType(text: string): text is ProviderType {
  return (providerTypes as readonly string[]).includes(text);
}

interface ClientSettings {
  clientId: string;
  clientSecret: Secret;
}

/** The configured providers; null: users cannot sign in with it. */
export interface ProviderSettings {
  github: (ClientSettings & { url: string; apiUrl: string }) | null;
  oidc: (ClientSettings & { issuerUrl: string; name: string }) | null;
}
