import { expect, test } from 'vitest';
import { paths, safeNext } from './paths';

test('every address of the console', () => {
  const all = {
    home: paths.home(),
    setup: paths.setup(),
    signIn: paths.signIn(),
    signInNext: paths.signIn('/servers/s1?x=1'),
    projects: paths.projects(),
    newProject: paths.newProject(),
    project: paths.project('p1'),
    projectSettings: paths.projectSettings('p1'),
    environment: paths.environment('p1', 'e1'),
    newApplication: paths.newApplication(),
    newApplicationIn: paths.newApplication({ project: 'p1', environment: 'e1' }),
    newApplicationOn: paths.newApplication({ server: 's1' }),
    application: paths.application('a1'),
    applicationDomains: paths.applicationDomains('a1'),
    applicationDeployments: paths.applicationDeployments('a1'),
    deployment: paths.deployment('a1', 'd1'),
    applicationVariables: paths.applicationVariables('a1'),
    applicationLogs: paths.applicationLogs('a1'),
    applicationSettings: paths.applicationSettings('a1'),
    applicationDanger: paths.applicationDanger('a1'),
    servers: paths.servers(),
    newServer: paths.newServer(),
    server: paths.server('s1'),
    serverProxy: paths.serverProxy('s1'),
    serverResources: paths.serverResources('s1'),
    serverSettings: paths.serverSettings('s1'),
    privateKeys: paths.privateKeys(),
    apiTokens: paths.apiTokens(),
    team: paths.team(),
    apiReference: paths.apiReference(),
  };
  const built = new Set(Object.keys(all));
  expect(Object.keys(paths).filter((name) => !built.has(name))).toEqual([]);
  expect(all).toMatchInlineSnapshot(`
    {
      "apiReference": "/docs/api",
      "apiTokens": "/tokens",
      "application": "/applications/a1",
      "applicationDanger": "/applications/a1/danger",
      "applicationDeployments": "/applications/a1/deployments",
      "applicationDomains": "/applications/a1/domains",
      "applicationLogs": "/applications/a1/logs",
      "applicationSettings": "/applications/a1/settings",
      "applicationVariables": "/applications/a1/variables",
      "deployment": "/applications/a1/deployments/d1",
      "environment": "/projects/p1/environments/e1",
      "home": "/projects",
      "newApplication": "/applications/new",
      "newApplicationIn": "/applications/new?project=p1&environment=e1",
      "newApplicationOn": "/applications/new?server=s1",
      "newProject": "/projects?new=project",
      "newServer": "/servers/new",
      "privateKeys": "/keys",
      "project": "/projects/p1",
      "projectSettings": "/projects/p1/settings",
      "projects": "/projects",
      "server": "/servers/s1",
      "serverProxy": "/servers/s1/proxy",
      "serverResources": "/servers/s1/resources",
      "serverSettings": "/servers/s1/settings",
      "servers": "/servers",
      "setup": "/setup",
      "signIn": "/sign-in",
      "signInNext": "/sign-in?next=%2Fservers%2Fs1%3Fx%3D1",
      "team": "/team",
    }
  `);
});

test.each([
  ['/servers/s1?x=1', '/servers/s1?x=1'],
  [null, '/projects'],
  ['', '/projects'],
  ['//elsewhere.example', '/projects'],
  ['/\\elsewhere.example', '/projects'],
  ['https://elsewhere.example', '/projects'],
  ['/api/auth/signout', '/projects'],
])('after signing in, %s leads to %s', (next, expected) => {
  expect(safeNext(next)).toBe(expected);
});
