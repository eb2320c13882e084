import type { Outcome } from './filters';

/** Names for the first half of an action. Keys are the routers of the API. */
const subjects: Readonly<Record<string, string>> = {
  apiKey: 'API token',
  application: 'application',
  auditLog: 'audit log',
  catalogue: 'catalogue',
  cloudInitScript: 'cloud-init script',
  cloudToken: 'cloud provider token',
  coderKey: 'API token',
  configuration: 'configuration',
  coderUser: 'account',
  database: 'database',
  deployment: 'deployment',
  destination: 'destination',
  emailNotification: 'notifications by e-mail',
  discordNotification: 'notifications by Discord',
  slackNotification: 'notifications by Slack',
  telegramNotification: 'notifications by Telegram',
  pushoverNotification: 'notifications by Pushover',
  webhookNotification: 'notifications by webhook',
  environment: 'environment',
  environmentVariable: 'environment',
  githubApp: 'GitHub App',
  gitlabApp: 'GitLab app',
  invitation: 'invitation',
  member: 'member',
  organization: 'organization',
  passcode: 'passcode',
  privateKey: 'private key',
  profile: 'profile',
  project: 'project',
  projectVariable: 'project',
  registration: 'account',
  role: 'role',
  s3Storage: 'S3 storage',
  server: 'server',
  serverVariable: 'server',
  session: 'session',
  settings: 'settings',
  setup: 'installation',
  stack: 'service',
  stackApplication: 'application of service',
  stackDatabase: 'database of service',
  system: 'instance',
  tag: 'tag',
  team: 'team',
  teamVariable: 'organization',
  twoFactor: 'two-factor authentication',
  user: 'user',
  webhookDelivery: 'webhook delivery',
};

/** An action in the past tense, and as an attempt: a refused sign-in did not happen. */
type Words = readonly [done: string, tried: string];

/** Words for the second half of an action. */
const verbs: Readonly<Record<string, Words>> = {
  addDestination: ['Added a destination to', 'Add a destination to'],
  approvePreview: ['Approved a pull request of', 'Approve a pull request of'],
  attachTags: ['Tagged', 'Tag'],
  bulkUpdateEnvs: ['Changed variables of', 'Change variables of'],
  cancel: ['Cancelled', 'Cancel'],
  clone: ['Cloned', 'Clone'],
  create: ['Created', 'Create'],
  createBackup: ['Scheduled backups of', 'Schedule backups of'],
  createEnv: ['Added a variable to', 'Add a variable to'],
  createStorage: ['Added a storage to', 'Add a storage to'],
  createTask: ['Added a task to', 'Add a task to'],
  delete: ['Deleted', 'Delete'],
  deleteBackup: ['Deleted a backup schedule of', 'Delete a backup schedule of'],
  deleteBackupExecution: ['Deleted a backup of', 'Delete a backup of'],
  deleteEnv: ['Deleted a variable of', 'Delete a variable of'],
  deletePreview: ['Deleted a preview of', 'Delete a preview of'],
  deleteStorage: ['Removed a storage of', 'Remove a storage of'],
  deleteStorageBackup: ['Deleted the backups of a storage of', 'Delete the backups of a storage of'],
  deleteTask: ['Deleted a task of', 'Delete a task of'],
  deploy: ['Started', 'Start'],
  detachTag: ['Removed a tag of', 'Remove a tag of'],
  drillBackup: ['Started a restore drill of', 'Start a restore drill of'],
  executeTask: ['Ran a task of', 'Run a task of'],
  get: ['Read', 'Read'],
  list: ['Read', 'Read'],
  move: ['Moved', 'Move'],
  remove: ['Removed', 'Remove'],
  removeDestination: ['Removed a destination of', 'Remove a destination of'],
  rename: ['Renamed', 'Rename'],
  replay: ['Replayed', 'Replay'],
  restart: ['Restarted', 'Restart'],
  restoreBackup: ['Restored a backup of', 'Restore a backup of'],
  restoreStorageBackup: ['Restored a storage of', 'Restore a storage of'],
  refresh: ['Refreshed', 'Refresh'],
  revoke: ['Revoked', 'Revoke'],
  rollback: ['Rolled back', 'Roll back'],
  rotate: ['Rotated', 'Rotate'],
  run: ['Ran a command in', 'Run a command in'],
  runStorageBackup: ['Backed up a storage of', 'Back up a storage of'],
  setStorageBackup: ['Scheduled backups of a storage of', 'Schedule backups of a storage of'],
  start: ['Started', 'Start'],
  stop: ['Stopped', 'Stop'],
  test: ['Tested', 'Test'],
  update: ['Changed', 'Change'],
  updateBackup: ['Changed a backup schedule of', 'Change a backup schedule of'],
  updateEnv: ['Changed a variable of', 'Change a variable of'],
  updateStorage: ['Changed a storage of', 'Change a storage of'],
  updateTask: ['Changed a task of', 'Change a task of'],
  upgrade: ['Upgraded', 'Upgrade'],
  validate: ['Validated', 'Validate'],
};

/** Actions that read better as a whole. The name of the target may follow. */
const sentences: Readonly<Record<string, Words>> = {
  'api_key.new_address': ['Used a token from a new address', 'Use a token from a new address'],
  'apiKey.revokeCurrent': ['Revoked the API token in use', 'Revoke the API token in use'],
  'authCheck.check': ['Checked permissions', 'Check permissions'],
  'coderUser.convertLogin': ['Began to change the sign-in method', 'Begin to change the sign-in method'],
  convert_login: ['Changed the sign-in method', 'Change the sign-in method'],
  'coderUser.logout': ['Signed out', 'Sign out'],
  'configuration.applyPlan': ['Applied a configuration plan', 'Apply a configuration plan'],
  'configuration.plan': ['Planned a configuration of project', 'Plan a configuration of project'],
  'deployment.deploy': ['Deployed', 'Deploy'],
  'deployment.plan': ['Planned a deployment of application', 'Plan a deployment of application'],
  'deviceLogin.approve': ['Confirmed the sign-in of a command line', 'Confirm the sign-in of a command line'],
  'deviceLogin.begin': ['Began the sign-in of a command line', 'Begin the sign-in of a command line'],
  'deviceLogin.collect': ['Signed in with the command line', 'Sign in with the command line'],
  'deviceLogin.deny': ['Refused the sign-in of a command line', 'Refuse the sign-in of a command line'],
  'githubApp.beginCreation': ['Began to create a GitHub App', 'Begin to create a GitHub App'],
  'githubApp.beginInstallation': ['Began to install GitHub App', 'Begin to install GitHub App'],
  'githubApp.finishCreation': ['Created GitHub App', 'Create GitHub App'],
  'githubApp.finishInstallation': ['Installed GitHub App', 'Install GitHub App'],
  'invitation.accept': ['Accepted invitation', 'Accept invitation'],
  'live.ticket': ['Opened a live connection', 'Open a live connection'],
  'member.update': ['Changed access of member', 'Change access of member'],
  'organization.acceptTransfer': ['Became owner of organization', 'Become owner of organization'],
  'organization.cancelTransfer': [
    'Took back the offered ownership of organization',
    'Take back the offered ownership of organization',
  ],
  'organization.declineTransfer': ['Declined ownership of organization', 'Decline ownership of organization'],
  'organization.setActive': ['Switched to organization', 'Switch to organization'],
  'organization.transfer': ['Offered ownership of organization', 'Offer ownership of organization'],
  'passcode.changePassword': ['Reset the password with a passcode', 'Reset the password with a passcode'],
  'passcode.request': ['Asked for a passcode', 'Ask for a passcode'],
  'password.validate': ['Checked a new password', 'Check a new password'],
  'privateKey.generate': ['Generated private key', 'Generate private key'],
  'privateKey.updateByBody': ['Changed private key', 'Change private key'],
  'profile.changePassword': ['Changed the password', 'Change the password'],
  'registration.create': ['Registered', 'Register'],
  'request.denied': ['Was refused', 'Was refused'],
  'server.acceptHostKey': ['Accepted the host key of server', 'Accept the host key of server'],
  'server.command': ['Ran a command for', 'Run a command for'],
  'server.deleteCertificate': ['Deleted a certificate of server', 'Delete a certificate of server'],
  'server.proxyRestart': ['Restarted the proxy of server', 'Restart the proxy of server'],
  'server.revertProxyConfiguration': [
    'Went back to an earlier proxy configuration of server',
    'Go back to an earlier proxy configuration of server',
  ],
  'server.runCleanup': ['Cleaned up server', 'Clean up server'],
  'server.saveProxyConfiguration': [
    'Changed the proxy configuration of server',
    'Change the proxy configuration of server',
  ],
  'server.scanHostKey': ['Looked at the host key of server', 'Look at the host key of server'],
  'server.sentinelPush': ['Reported as an agent', 'Report as an agent'],
  'server.updateCleanup': ['Changed the cleanup of server', 'Change the cleanup of server'],
  'server.updateLogDrains': ['Changed the log drains of server', 'Change the log drains of server'],
  'server.updateProxy': ['Changed the proxy of server', 'Change the proxy of server'],
  'server.updateSentinel': ['Changed Sentinel of server', 'Change Sentinel of server'],
  'session.login': ['Signed in', 'Sign in'],
  'stack.applyTemplateUpdate': ['Updated a service from its template', 'Update a service from its template'],
  'stack.rollBackTemplateUpdate': ['Took back an update of a service', 'Take back an update of a service'],
  'server.uploadCertificate': ['Uploaded a certificate for server', 'Upload a certificate for server'],
  'server.validateProxyConfiguration': [
    'Judged a proxy configuration of server',
    'Judge a proxy configuration of server',
  ],
  'stack.validate': ['Judged a compose file', 'Judge a compose file'],
  'stack.convert': ['Converted a command', 'Convert a command'],
  'stack.plan': ['Planned a release of a service', 'Plan a release of a service'],
  'session.revoke': ['Ended a session', 'End a session'],
  'session.revokeAll': ['Signed out everywhere', 'Sign out everywhere'],
  'settings.testEmail': ['Sent a test mail', 'Send a test mail'],
  'settings.updateEmail': ['Changed mail settings', 'Change mail settings'],
  'setup.createOwner': ['Set the installation up', 'Set the installation up'],
  'system.sendFeedback': ['Sent feedback', 'Send feedback'],
  'system.disableApi': ['Switched the API off', 'Switch the API off'],
  'system.disableMcp': ['Switched the MCP server off', 'Switch the MCP server off'],
  'system.enableApi': ['Switched the API on', 'Switch the API on'],
  'system.enableMcp': ['Switched the MCP server on', 'Switch the MCP server on'],
  'twoFactor.begin': [
    'Began to set up two-factor authentication',
    'Begin to set up two-factor authentication',
  ],
  'twoFactor.disable': ['Switched two-factor authentication off', 'Switch two-factor authentication off'],
  'twoFactor.enable': ['Switched two-factor authentication on', 'Switch two-factor authentication on'],
  'twoFactor.renewRecoveryCodes': ['Made new recovery codes', 'Make new recovery codes'],
};

function of<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** The words for an action: `apiKey.rotate` is `Rotated API token`, or `Rotate API token` when it was not done. */
export function describeAction(action: string, outcome: Outcome): string {
  const form = outcome === 'success' ? 0 : 1;
  const sentence = of(sentences, action);
  if (sentence) return sentence[form];
  const [router = '', procedure = ''] = action.split('.');
  const subject = of(subjects, router);
  // `createMysql` creates, too: what it is made from is said by the thing itself.
  const verb = of(verbs, procedure) ?? (/^create[A-Z]/.test(procedure) ? of(verbs, 'create') : undefined);
  if (subject && verb) return `${verb[form]} ${subject}`;
  return subject ? `${capital(subject)}: ${spaced(procedure)}` : action;
}

/** The kinds to which the list can be narrowed: the value of the filter `action`, and its words. */
export const actionKinds: readonly (readonly [value: string, title: string])[] = [
  ['session.', 'Signing in and out'],
  ['apiKey.', 'API tokens'],
  ['deviceLogin.', 'Command lines that sign in'],
  ['member.', 'Members'],
  ['invitation.', 'Invitations'],
  ['role.', 'Roles'],
  ['organization.', 'Organization'],
  ['project.', 'Projects'],
  ['environment.', 'Environments'],
  ['application.', 'Applications'],
  ['deployment.', 'Deployments'],
  ['database.', 'Databases'],
  ['stack', 'Services'],
  ['webhookDelivery.', 'Webhook deliveries'],
  ['githubApp.', 'GitHub Apps'],
  ['gitlabApp.', 'GitLab apps'],
  ['server.', 'Servers and commands'],
  ['destination.', 'Destinations'],
  ['catalogue.', 'Catalogues'],
  ['s3Storage.', 'S3 storages'],
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

/** Words for the carriers of a credential (authorization contract §1). */
const carriers: Readonly<Record<string, string>> = {
  cookie: 'Console',
  bearer: 'API',
  'api-key': 'API',
  'coder-token': 'API',
  'get-alias': 'API',
  cli: 'Command line',
  mcp: 'MCP',
  setup: 'Setup link',
  worker: 'Gantry itself',
  none: 'Without a credential',
};

export function describeCarrier(via: string): string {
  return of(carriers, via) ?? via;
}
