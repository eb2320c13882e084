/** Routers whose queries depend on each kind of change. Unknown kinds affect none. */
const affectedRouters = {
  project: ['project', 'resource'],
  environment: ['environment', 'project', 'resource'],
  application: ['application', 'environment', 'project', 'resource', 'server', 'tag'],
  database: ['database', 'environment', 'project', 'resource', 'server', 'tag'],
  service: ['stack', 'environment', 'project', 'resource', 'server', 'tag'],
  env_var: [
    'application',
    'database',
    'stack',
    'teamVariable',
    'projectVariable',
    'environmentVariable',
    'serverVariable',
  ],
  schedule: ['application', 'stack'],
  webhook_delivery: ['webhookDelivery'],
  deployment: ['deployment', 'application', 'database', 'environment'],
  volume: ['application', 'database'],
  server: ['server', 'application', 'database', 'stack', 'destination'],
  private_key: ['privateKey', 'cloudToken'],
  s3_storage: ['s3Storage', 'database'],
  template: ['catalogue', 'template'],
  notification: [
    'emailNotification',
    'discordNotification',
    'slackNotification',
    'telegramNotification',
    'pushoverNotification',
    'webhookNotification',
    'notificationDelivery',
  ],
  git_source: ['githubApp', 'gitlabApp', 'gitToken', 'application'],
  api_key: ['apiKey'],
  organization: ['organization', 'session'],
  organization_member: ['member', 'organization', 'role', 'session'],
  invitation: ['invitation', 'member'],
  role: ['role', 'member', 'session'],
} as const satisfies Record<string, readonly string[]>;

export type LiveRouter = (typeof affectedRouters)[keyof typeof affectedRouters][number];

/** List the routers to refetch after these kinds of change, each once. */
export function affectedBy(kinds: Iterable<string>): Set<LiveRouter> {
  const routers = new Set<LiveRouter>();
  for (const kind of kinds) {
    if (!isKnown(kind)) continue;
    for (const router of affectedRouters[kind]) routers.add(router);
  }
  return routers;
}

function isKnown(kind: string): kind is keyof typeof affectedRouters {
  return Object.hasOwn(affectedRouters, kind);
}
