/** Build a query string; undefined values are left out. */
const query = (values: Record<string, string | undefined>): string => {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
};

/** Why the user was sent to the sign-in page, shown above its form. */
export const signInNotices = [
  'password-changed',
  'password-reset',
  'signed-out-everywhere',
  'session-ended',
  'no-organization',
] as const;
export type SignInNotice = (typeof signInNotices)[number];

/** Pages that do not need a session: a 401 there does not redirect to the sign-in page. */
const publicPrefixes = [
  '/sign-in',
  '/setup',
  '/register',
  '/forgot-password',
  '/reset-password',
  '/invitations/',
];

export function isPublicPage(pathname: string): boolean {
  return publicPrefixes.some(
    (prefix) => pathname === prefix || (prefix.endsWith('/') && pathname.startsWith(prefix)),
  );
}

/** Every address of the console. Nothing else builds a link; paths.test.ts has a snapshot of them all. */
export const paths = {
  home: () => '/projects',
  setup: () => '/setup',
  signIn: (next?: string, notice?: SignInNotice) => `/sign-in${query({ next, notice })}`,
  register: () => '/register',
  forgotPassword: () => '/forgot-password',
  resetPassword: (email?: string) => `/reset-password${query({ email })}`,
  invitation: (token: string) => `/invitations/${token}`,
  /**
   * Address that starts a provider's sign-in with a redirect. With `oidc_merge_state`, the sign-in ends by converting
   * the account.
   */
  providerSignIn: (provider: 'github' | 'oidc', redirect: string, oidc_merge_state?: string) =>
    `/api/v2/users/${provider === 'github' ? 'oauth2/github' : 'oidc'}/callback${query({ redirect, oidc_merge_state })}`,

  projects: () => '/projects',
  newProject: () => '/projects?new=project',
  project: (project: string) => `/projects/${project}`,
  projectSettings: (project: string) => `/projects/${project}/settings`,
  environment: (project: string, environment: string) => `/projects/${project}/environments/${environment}`,
  newApplication: (at: { project?: string; environment?: string; server?: string } = {}) =>
    `/applications/new${query(at)}`,

  application: (application: string) => `/applications/${application}`,
  applicationDomains: (application: string) => `/applications/${application}/domains`,
  applicationDeployments: (application: string) => `/applications/${application}/deployments`,
  deployment: (application: string, deployment: string) =>
    `/applications/${application}/deployments/${deployment}`,
  applicationVariables: (application: string) => `/applications/${application}/variables`,
  applicationTasks: (application: string) => `/applications/${application}/tasks`,
  applicationPreviews: (application: string) => `/applications/${application}/previews`,
  applicationStorages: (application: string) => `/applications/${application}/storages`,
  applicationWebhooks: (application: string) => `/applications/${application}/webhooks`,
  applicationLogs: (application: string) => `/applications/${application}/logs`,
  applicationSettings: (application: string) => `/applications/${application}/settings`,
  applicationDanger: (application: string) => `/applications/${application}/danger`,

  newDatabase: (at: { project?: string; environment?: string; server?: string } = {}) =>
    `/databases/new${query(at)}`,
  database: (database: string) => `/databases/${database}`,
  databaseOperations: (database: string) => `/databases/${database}/operations`,
  databaseOperation: (database: string, operation: string) =>
    `/databases/${database}/operations/${operation}`,
  databaseVariables: (database: string) => `/databases/${database}/variables`,
  databaseStorages: (database: string) => `/databases/${database}/storages`,
  databaseBackups: (database: string) => `/databases/${database}/backups`,
  databaseLogs: (database: string) => `/databases/${database}/logs`,
  databaseSettings: (database: string) => `/databases/${database}/settings`,
  databaseDanger: (database: string) => `/databases/${database}/danger`,

  /**
   * Page with the templates. `template` is the type of the selected one; `compose` opens the form for a compose file.
   */
  newStack: (
    at: { project?: string; environment?: string; server?: string; template?: string; compose?: '' } = {},
  ) => `/services/new${query(at)}`,
  stack: (stack: string) => `/services/${stack}`,
  stackOperations: (stack: string) => `/services/${stack}/operations`,
  stackOperation: (stack: string, operation: string) => `/services/${stack}/operations/${operation}`,
  stackTasks: (stack: string) => `/services/${stack}/tasks`,
  stackVariables: (stack: string) => `/services/${stack}/variables`,
  stackStorages: (stack: string) => `/services/${stack}/storages`,
  stackLogs: (stack: string) => `/services/${stack}/logs`,
  stackSettings: (stack: string) => `/services/${stack}/settings`,
  stackDanger: (stack: string) => `/services/${stack}/danger`,

  /** Page with the tags. `tag` is the name of the one to show. */
  tags: (tag?: string) => `/tags${query({ tag })}`,

  servers: () => '/servers',
  newServer: () => '/servers/new',
  server: (server: string) => `/servers/${server}`,
  serverProxy: (server: string) => `/servers/${server}/proxy`,
  serverNetworks: (server: string) => `/servers/${server}/networks`,
  serverResources: (server: string) => `/servers/${server}/resources`,
  serverCleanup: (server: string) => `/servers/${server}/cleanup`,
  serverSettings: (server: string) => `/servers/${server}/settings`,

  account: () => '/account',
  accountPassword: () => '/account/password',
  accountTwoFactor: () => '/account/two-factor',
  accountSessions: () => '/account/sessions',
  accountSignInMethod: (notice?: 'changed') => `/account/sign-in-method${query({ notice })}`,

  privateKeys: () => '/keys',
  sources: () => '/sources',
  deliveries: () => '/sources/deliveries',
  s3Storages: () => '/s3-storages',
  cloudTokens: () => '/cloud-tokens',
  catalogues: () => '/catalogues',
  apiTokens: () => '/tokens',
  newApiToken: () => '/tokens/new',
  device: (code?: string) => `/device${query({ code })}`,
  apiToken: (id: string) => `/tokens/${id}`,

  organization: () => '/organization',
  members: () => '/organization/members',
  invitations: () => '/organization/invitations',
  notifications: () => '/organization/notifications',
  notificationDeliveries: (filters: { status?: string; event?: string } = {}) =>
    `/organization/notifications/deliveries${query({ ...filters })}`,
  roles: () => '/organization/roles',
  newRole: () => '/organization/roles/new',
  role: (id: string) => `/organization/roles/${id}`,
  auditLog: (filters: { target_uuid?: string; actor_user_id?: string; action?: string } = {}) =>
    `/organization/audit${query(filters)}`,
  instanceSettings: () => '/settings',
  mailSettings: () => '/settings/mail',
  users: () => '/settings/users',
  apiReference: () => '/docs/api',
} as const;

/** Address to open after signing in: `next` if it is a page of this console, else the home page. */
export function safeNext(next: string | null): string {
  return next && /^\/(?![/\\])[^\s\\]*$/.test(next) && !next.startsWith('/api/') ? next : paths.home();
}
