import { z } from 'zod';

/** What a cleanup of a server removes (deployment contract §19), in order of removal. */
export const cleanupKinds = ['container', 'image', 'volume', 'network'] as const;
export type CleanupKind = (typeof cleanupKinds)[number];

/** One object that a cleanup removes or removed. */
export const cleanupObject = z.object({
  kind: z.enum(cleanupKinds),
  name: z.string(),
  /** Why it is no longer needed. */
  reason: z.string().meta({ example: 'Not used for a week.' }),
  /** Space that its removal frees; null: it could not be measured. */
  bytes: z.number().nullable(),
});

export type CleanupObject = z.infer<typeof cleanupObject>;

/** Days a volume must be unattached before a cleanup may remove it. */
export const UNATTACHED_DAYS = 7;
