/** Every address of the console. Nothing else builds a link; paths.test.ts holds a snapshot of them all. */
const query = (values: Record<string, string | undefined>): string => {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
};

export const paths = {
  home: () => '/projects',
  setup: () => '/setup',
  signIn: (next?: string) => `/sign-in${query({ next })}`,

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
  applicationLogs: (application: string) => `/applications/${application}/logs`,
  applicationSettings: (application: string) => `/applications/${application}/settings`,
  applicationDanger: (application: string) => `/applications/${application}/danger`,

  servers: () => '/servers',
  newServer: () => '/servers/new',
  server: (server: string) => `/servers/${server}`,
  serverProxy: (server: string) => `/servers/${server}/proxy`,
  serverResources: (server: string) => `/servers/${server}/resources`,
  serverSettings: (server: string) => `/servers/${server}/settings`,

  privateKeys: () => '/keys',
  apiTokens: () => '/tokens',
  team: () => '/team',
  apiReference: () => '/docs/api',
} as const;

/** Where to go after signing in: only addresses of this console, whatever the link said. */
export function safeNext(next: string | null): string {
  return next && /^\/(?![/\\])[^\s\\]*$/.test(next) && !next.startsWith('/api/') ? next : paths.home();
}
