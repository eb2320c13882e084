import { z } from 'zod';

/** User who requested the job; absent in rows of an earlier version. */
const actorUserId = z.string().nullish();

const commitStatus = z.object({ organizationId: z.string(), operationUuid: z.string() });
/** `commentId`: the earlier comment, of a preview that may be gone; `isRemoved`: only its rows are left. */
const previewComment = z.object({
  organizationId: z.string(),
  applicationUuid: z.string(),
  pullRequestId: z.number(),
  commentId: z.string().optional(),
  isRemoved: z.boolean().optional(),
});

/**
 * Job name → payload. Names must not change: rows of an earlier version may still be waiting when a new one starts.
 */
export const jobs = {
  /** Start queued deployments of one server, as many as its concurrency allows. */
  'deployment.dispatch': z.object({ serverUuid: z.string() }),
  /** Decide the next step of deployments that succeed together. */
  'deployment.move-group': z.object({ organizationId: z.string(), groupId: z.int() }),
  'server.validate': z.object({
    organizationId: z.string(),
    serverUuid: z.string(),
    install: z.boolean(),
    actorUserId,
  }),
  'server.restart-proxy': z.object({ organizationId: z.string(), serverUuid: z.string(), actorUserId }),
  /** Repair the proxy of a server and its routes. */
  'server.keep-proxy': z.object({ organizationId: z.string(), serverUuid: z.string(), actorUserId }),
  /** Connect containers to the networks they belong to, and remove unused networks. */
  'server.keep-networks': z.object({ organizationId: z.string(), serverUuid: z.string(), actorUserId }),
  /** Remove what Gantry left on a server and no longer uses. */
  'server.cleanup': z.object({
    organizationId: z.string(),
    serverUuid: z.string(),
    executionUuid: z.string(),
    actorUserId,
  }),
  /** Check how full the disk of a server is. */
  'server.check-disk': z.object({ organizationId: z.string(), serverUuid: z.string() }),
  /** Report the state of a deployment on its commit. */
  'forge.commit-status': commitStatus,
  /** Report the state of a preview on its pull request. */
  'forge.preview-comment': previewComment,
  /** Reports of an earlier version. */
  'github.commit-status': commitStatus,
  'github.preview-comment': previewComment,
  /** Obtain or renew a certificate by DNS. */
  'certificate.issue': z.object({ organizationId: z.string(), certificateUuid: z.string() }),
  /** Read the templates of a catalogue again. */
  'catalogue.refresh': z.object({ organizationId: z.string(), catalogueUuid: z.string(), actorUserId }),
  /** Send a notification to one channel of an organization; `recipient`: one of several by mail. */
  'notification.send': z.object({
    organizationId: z.string(),
    channel: z.string(),
    message: z.unknown(),
    recipient: z.string().optional(),
  }),
  /** Make the attempt at a delivery to the webhook of an organization that is due. */
  'notification.deliver': z.object({ organizationId: z.string(), deliveryUuid: z.string() }),
  /** `sealedValues`: base64 of the template's values, which may be secrets. */
  'mail.send': z.object({ to: z.string(), template: z.string(), sealedValues: z.string() }),
  /** Create a one-time passcode for this address, if a user has it, and mail it. */
  'passcode.issue': z.object({ email: z.string() }),
} as const;

/**
 * Job classes, each with its own runners (`mail` also covers other internet servers, `notification`, `webhook` and
 * `forge` those that users name): what every tenant needs never waits behind work on machines, nor dispatch behind mail servers
 * (deployment contract D20.3).
 */
export type JobClass = 'dispatch' | 'mail' | 'notification' | 'webhook' | 'forge' | 'machine';

export const classOfJob = {
  'deployment.dispatch': 'dispatch',
  'deployment.move-group': 'dispatch',
  'server.validate': 'machine',
  'server.restart-proxy': 'machine',
  'server.keep-proxy': 'machine',
  'server.keep-networks': 'machine',
  'server.cleanup': 'machine',
  'server.check-disk': 'machine',
  'certificate.issue': 'machine',
  'forge.commit-status': 'forge',
  'forge.preview-comment': 'forge',
  'github.commit-status': 'mail',
  'github.preview-comment': 'mail',
  'catalogue.refresh': 'mail',
  'notification.send': 'notification',
  'notification.deliver': 'webhook',
  'mail.send': 'mail',
  'passcode.issue': 'mail',
} as const satisfies Record<JobName, JobClass>;

export type JobName = keyof typeof jobs;
export type JobPayload<N extends JobName> = z.infer<(typeof jobs)[N]>;
