import { sentences, subjects, verbs } from './action-words';
import type { Outcome } from './filters';

function of<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Describe an action: `apiKey.rotate` is `Rotated API token`, or `Rotate API token` when it did not succeed. */
export function describeAction(action: string, outcome: Outcome): string {
  const form = outcome === 'success' ? 0 : 1;
  const sentence = of(sentences, action);
  if (sentence) return sentence[form];
  const [router = '', procedure = ''] = action.split('.');
  const subject = of(subjects, router);
  // Actions such as `createMysql` are creations, too; the target itself shows its kind.
  const verb = of(verbs, procedure) ?? (/^create[A-Z]/.test(procedure) ? of(verbs, 'create') : undefined);
  if (subject && verb) return `${verb[form]} ${subject}`;
  return subject ? `${capital(subject)}: ${spaced(procedure)}` : action;
}

/** Kinds by which the list can be filtered: the value of the filter `action`, and its title. */
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
  ['gitToken.', 'Git tokens'],
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

/** Words for the ways in which a request carries its credential (authorization contract §1). */
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
