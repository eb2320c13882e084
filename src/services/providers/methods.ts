import type { Services } from '../context';

/** List the ways to sign in, as the sign-in page shows them. */
export async function listAuthMethods({ database, providers }: Pick<Services, 'database' | 'providers'>) {
  const instance = await database.db.instance.findUniqueOrThrow({
    where: { id: 1 },
    select: { isPasswordEnabled: true, isRegistrationEnabled: true },
  });
  return {
    isPasswordEnabled: instance.isPasswordEnabled,
    isRegistrationEnabled: instance.isRegistrationEnabled,
    isGitHubEnabled: providers.github !== null,
    /** null: not configured. */
    oidcName: providers.oidc?.name ?? null,
  };
}

export type AuthMethods = Awaited<ReturnType<typeof listAuthMethods>>;
