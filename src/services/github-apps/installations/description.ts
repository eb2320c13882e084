import { z } from 'zod';
import { storableText } from '../../../lib/storable-text';

/** Largest number of an app, an installation and a repository that a row can hold. */
export const MAX_GITHUB_NUMBER = 2_147_483_647;
const MAX_TEXT = 255;
const MAX_URL = 2048;
const MAX_PERMISSIONS = 200;

export const githubId = z.int().min(1).max(MAX_GITHUB_NUMBER);
const text = z.string().transform((value) => storableText(value, MAX_TEXT));

/** A time, which webhooks also write in seconds. */
const time = z
  .union([
    z.iso.datetime({ offset: true }).transform((value) => new Date(value)),
    z
      .int()
      .min(0)
      .max(1e10)
      .transform((value) => new Date(value * 1000)),
  ])
  .catch(() => new Date(0));

/** How GitHub describes an installation, in its API and in webhook calls. */
export const describedInstallation = z.object({
  id: githubId,
  app_id: z.int().optional(),
  /** Of an enterprise, it has a slug and no login. */
  account: z.object({ login: text.optional(), slug: text.optional(), type: text.optional() }).nullish(),
  html_url: z
    .string()
    .max(MAX_URL)
    .regex(/^https?:\/\/[^\s\0]+$/)
    .nullish()
    .catch(null),
  suspended_at: z.unknown().optional(),
  permissions: z.record(text, text).catch({}),
  updated_at: time.optional(),
});
export type DescribedInstallation = z.output<typeof describedInstallation>;

/** The columns of an installation. */
export function columnsOfInstallation({
  id,
  account,
  html_url,
  suspended_at,
  permissions,
  updated_at,
}: DescribedInstallation) {
  return {
    installationId: id,
    account: account?.login ?? account?.slug ?? `installation ${id}`,
    accountType: account?.type ?? 'Organization',
    url: html_url ?? null,
    isSuspended: suspended_at !== null && suspended_at !== undefined,
    permissions: Object.fromEntries(Object.entries(permissions).slice(0, MAX_PERMISSIONS)),
    changedAt: updated_at ?? new Date(0),
  };
}
