import { z } from 'zod';

/** Whose wish the job is; absent in rows of an earlier version. */
const actorUserId = z.string().nullish();

/** Job name → payload. Names are stable: rows of an earlier version may still wait when a new one starts. */
export const jobs = {
  /** Look for queued deployments of one server and run as many as its concurrency allows. */
  'deployment.dispatch': z.object({ serverUuid: z.string() }),
  'server.validate': z.object({
    organizationId: z.string(),
    serverUuid: z.string(),
    install: z.boolean(),
    actorUserId,
  }),
  'server.restart-proxy': z.object({ organizationId: z.string(), serverUuid: z.string(), actorUserId }),
  /** Deployments that were asked for after `requestedAt` (ISO 8601) are not meant. */
  'application.stop': z.object({
    organizationId: z.string(),
    applicationUuid: z.string(),
    requestedAt: z.string(),
    actorUserId,
  }),
  'application.delete': z.object({
    organizationId: z.string(),
    applicationUuid: z.string(),
    deleteVolumes: z.boolean(),
    deleteNetworks: z.boolean(),
    deleteImages: z.boolean(),
    actorUserId,
  }),
  /** `sealedValues`: base64 of the template's values, which may be secrets. */
  'mail.send': z.object({ to: z.string(), template: z.string(), sealedValues: z.string() }),
  /** Make a one-time passcode for this address, if it is somebody's, and mail it. */
  'passcode.issue': z.object({ email: z.string() }),
} as const;

export type JobName = keyof typeof jobs;
export type JobPayload<N extends JobName> = z.infer<(typeof jobs)[N]>;
