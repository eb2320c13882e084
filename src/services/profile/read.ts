import type { Scope } from '../context';

/** Get the caller's own account. */
export function getProfile({ database, principal }: Scope) {
  return database.db.user.findUniqueOrThrow({
    where: { id: principal.user.id },
    select: {
      id: true,
      no: true,
      email: true,
      username: true,
      name: true,
      loginType: true,
      totpEnabledAt: true,
      createdAt: true,
    },
  });
}

export type Profile = Awaited<ReturnType<typeof getProfile>>;
