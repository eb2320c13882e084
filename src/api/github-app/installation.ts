import { z } from 'zod';
import type { GithubInstallation } from '../../db/generated/client';
import { missingPermissions, neededPermissions } from '../../services/github-apps/permissions';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

const permissionNames = Object.keys(neededPermissions) as (keyof typeof neededPermissions)[]; // its keys

const installationWire = wireObject({
  installation_id: z.int(),
  account: z.string(),
  account_type: z.string(),
  html_url: z.string().nullable(),
  is_suspended: z.boolean(),
  missing_permissions: z.array(z.enum(permissionNames)).meta({
    description: 'Permissions that Gantry needs and the account has not accepted for the app.',
    example: ['deployments'],
  }),
  updated_at: timestamp,
}).meta({ id: 'GithubInstallation' });

export const installationsWire = z.object({ installations: z.array(installationWire) });

export function toInstallationsWire(rows: readonly GithubInstallation[]): z.infer<typeof installationsWire> {
  return {
    installations: rows.map((row) => ({
      installation_id: row.installationId,
      account: row.account,
      account_type: row.accountType,
      html_url: row.url,
      is_suspended: row.isSuspended,
      missing_permissions: missingPermissions(row.permissions as Record<string, string>), // written only as texts
      updated_at: toTimestamp(row.updatedAt),
    })),
  };
}
