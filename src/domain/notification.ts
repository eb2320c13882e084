/** Events that an organization can be notified of, and the channels (coolify-api contract §2, NOTIF). */

export const notificationChannels = ['email', 'discord', 'slack', 'telegram', 'pushover', 'webhook'] as const;
export type NotificationChannel = (typeof notificationChannels)[number];

interface EventWords {
  label: string;
  /** Whether it is on by default: failures are, successes are not. */
  isDefault: boolean;
  /** Why it is never sent; the switch is kept for clients that set it. */
  isNeverSent?: string;
}

/** Text of each event, in contract order. */
export const notificationEvents = {
  deployment_success: { label: 'Deployment succeeded', isDefault: false },
  deployment_failure: { label: 'Deployment failed', isDefault: true },
  status_change: { label: 'Workload stopped or came back unexpectedly', isDefault: false },
  restart_limit_reached: { label: 'Crash loop stopped', isDefault: true },
  backup_success: { label: 'Backup succeeded', isDefault: false },
  backup_failure: { label: 'Backup failed or was missed', isDefault: true },
  scheduled_task_success: { label: 'Scheduled task succeeded', isDefault: false },
  scheduled_task_failure: { label: 'Scheduled task failed or was missed', isDefault: true },
  docker_cleanup_success: { label: 'Docker cleanup succeeded', isDefault: false },
  docker_cleanup_failure: { label: 'Docker cleanup failed or was missed', isDefault: true },
  server_disk_usage: { label: 'Server disk is filling up', isDefault: true },
  certificate_expiring: { label: 'Domain certificate is about to expire', isDefault: true },
  server_reachable: { label: 'Server is reachable again', isDefault: false },
  server_unreachable: { label: 'Server is unreachable', isDefault: true },
  server_patch: {
    label: 'Server has updates',
    isDefault: true,
    isNeverSent: 'Gantry does not check for operating system updates.',
  },
  traefik_outdated: {
    label: 'Traefik is outdated',
    isDefault: true,
    isNeverSent: 'Gantry uses Caddy as its proxy, in a version that Gantry chooses.',
  },
} as const satisfies Record<string, EventWords>;

export type NotificationEvent = keyof typeof notificationEvents;

export const everyNotificationEvent = Object.keys(notificationEvents) as NotificationEvent[]; // keys of a constant

export const defaultNotificationEvents = everyNotificationEvent.filter(
  (event) => notificationEvents[event].isDefault,
);
