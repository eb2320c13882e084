import { z } from 'zod';
import type { AuthMethods } from '../../services/providers/methods';

/** Sign-in methods in the form of Coder's API. */
export const coderMethods = z
  .object({
    terms_of_service_url: z.string(),
    github: z.object({ enabled: z.boolean(), default_provider_configured: z.boolean() }),
    password: z.object({ enabled: z.boolean() }),
    oidc: z.object({ enabled: z.boolean(), signInText: z.string(), iconUrl: z.string() }),
  })
  .meta({ id: 'CoderAuthMethods' });

export function toCoderMethods(methods: AuthMethods): z.input<typeof coderMethods> {
  return {
    terms_of_service_url: '',
    // Coder has a default GitHub application; Gantry has only the one that the operator configured.
    github: { enabled: methods.isGitHubEnabled, default_provider_configured: false },
    password: { enabled: methods.isPasswordEnabled },
    oidc: {
      enabled: methods.oidcName !== null,
      signInText: methods.oidcName ?? '',
      iconUrl: '',
    },
  };
}
