/** First half of an action, as people name it. Keys are the routers of the API. */
const subjects: Readonly<Record<string, string>> = {
  apiKey: 'API token',
  application: 'application',
  auditLog: 'audit log',
  coderKey: 'API token',
  coderUser: 'account',
  deployment: 'deployment',
  environment: 'environment',
  invitation: 'invitation',
  member: 'member',
  organization: 'organization',
  passcode: 'passcode',
  privateKey: 'private key',
  profile: 'profile',
  project: 'project',
  registration: 'account',
  role: 'role',
  server: 'server',
  session: 'session',
  settings: 'settings',
  setup: 'installation',
  system: 'instance',
  team: 'team',
  twoFactor: 'two-factor authentication',
  user: 'user',
};

/** Second half, as something that was done. */
const verbs: Readonly<Record<string, string>> = {
  cancel: 'Cancelled',
  create: 'Created',
  delete: 'Deleted',
  deploy: 'Started',
  remove: 'Removed',
  rename: 'Renamed',
  restart: 'Restarted',
  revoke: 'Revoked',
  rotate: 'Rotated',
  start: 'Started',
  stop: 'Stopped',
  update: 'Changed',
  validate: 'Validated',
};

/** Actions that read better as a whole. */
const sentences: Readonly<Record<string, string>> = {
  'api_key.new_address': 'Used a token from a new address',
  'apiKey.revokeCurrent': 'Revoked the API token in use',
  'application.bulkUpdateEnvs': 'Changed variables',
  'application.createEnv': 'Added a variable',
  'application.deleteEnv': 'Deleted a variable',
  'application.updateEnv': 'Changed a variable',
  'authCheck.check': 'Checked permissions',
  'coderUser.convertLogin': 'Began to change the sign-in method',
  'coderUser.logout': 'Signed out',
  'deployment.deploy': 'Deployed',
  'invitation.accept': 'Accepted an invitation',
  'invitation.create': 'Invited somebody',
  'live.ticket': 'Opened a live connection',
  'member.remove': 'Removed a member',
  'member.update': 'Changed access of a member',
  'organization.acceptTransfer': 'Became owner',
  'organization.cancelTransfer': 'Took the offered ownership back',
  'organization.setActive': 'Switched organization',
  'organization.transfer': 'Offered the ownership',
  'passcode.changePassword': 'Reset the password with a passcode',
  'passcode.request': 'Asked for a passcode',
  'password.validate': 'Checked a new password',
  'privateKey.generate': 'Generated private key',
  'privateKey.updateByBody': 'Changed private key',
  'profile.changePassword': 'Changed the password',
  'registration.create': 'Registered',
  'request.denied': 'Was refused',
  'server.acceptHostKey': 'Accepted a host key',
  'server.command': 'Ran a command on a server',
  'server.proxyRestart': 'Restarted a proxy',
  'server.scanHostKey': 'Looked at a host key',
  'session.login': 'Signed in',
  'session.revoke': 'Ended a session',
  'session.revokeAll': 'Signed out everywhere',
  'settings.testEmail': 'Sent a test mail',
  'settings.updateEmail': 'Changed mail settings',
  'setup.createOwner': 'Set the installation up',
  'system.disableApi': 'Switched the API off',
  'system.enableApi': 'Switched the API on',
  'twoFactor.begin': 'Began to set up two-factor authentication',
  'twoFactor.disable': 'Switched two-factor authentication off',
  'twoFactor.enable': 'Switched two-factor authentication on',
  'twoFactor.renewRecoveryCodes': 'Made new recovery codes',
};

function of(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** `apiKey.rotate` → `Rotated API token`; what has no words is shown as it is. */
export function describeAction(action: string): string {
  const sentence = of(sentences, action);
  if (sentence) return sentence;
  const [router = '', procedure = ''] = action.split('.');
  const subject = of(subjects, router);
  const verb = of(verbs, procedure);
  if (subject && verb) return `${verb} ${subject}`;
  return subject ? `${capital(subject)}: ${spaced(procedure)}` : action;
}

/** What the list can be narrowed to: the value of the filter `action`, and its words. */
export const actionKinds: readonly (readonly [value: string, title: string])[] = [
  ['session.', 'Signing in and out'],
  ['apiKey.', 'API tokens'],
  ['member.', 'Members'],
  ['invitation.', 'Invitations'],
  ['role.', 'Roles'],
  ['organization.', 'Organization'],
  ['project.', 'Projects'],
  ['environment.', 'Environments'],
  ['application.', 'Applications'],
  ['deployment.', 'Deployments'],
  ['server.', 'Servers and commands'],
  ['privateKey.', 'Private keys'],
  ['settings.', 'Instance settings'],
  ['twoFactor.', 'Two-factor authentication'],
  ['profile.', 'Profiles and passwords'],
  ['request.', 'Refused requests'],
];

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function spaced(camel: string): string {
  return camel.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** How a caller came in (authorization contract §1), in words. */
const carriers: Readonly<Record<string, string>> = {
  cookie: 'Console',
  bearer: 'API',
  'api-key': 'API',
  'coder-token': 'API',
  'get-alias': 'API',
  cli: 'Command line',
  setup: 'Setup link',
  none: 'Without a credential',
};

export function describeCarrier(via: string): string {
  return of(carriers, via) ?? via;
}
