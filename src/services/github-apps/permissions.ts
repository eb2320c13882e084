/** What Gantry needs of a GitHub App, by GitHub's names. */
export const neededPermissions = {
  contents: 'read',
  deployments: 'write',
  metadata: 'read',
  pull_requests: 'write',
  statuses: 'write',
} as const;

export type NeededPermission = keyof typeof neededPermissions;

const levels = ['read', 'write', 'admin'];

/** Names of the needed permissions that an installation was not given. */
export function missingPermissions(granted: Readonly<Record<string, string>>): NeededPermission[] {
  return (Object.keys(neededPermissions) as NeededPermission[]).filter(
    // keys of the table above
    (name) => levels.indexOf(granted[name] ?? '') < levels.indexOf(neededPermissions[name]),
  );
}
