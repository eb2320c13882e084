import { idOf, pick } from '../connection/find';
import { openSession, type PlaceFlags, type Session } from '../connection/session';
import type { JsonFlags } from '../flags';
import { printObject } from '../output/print';
import { kinds } from '../resources/kinds';
import type { Terminal } from '../terminal';
import { type ConfigurationPlan, planText } from './plan-text';
import { readDocumentFile, readSecrets, valuesOfReferences } from './references';

export interface DocumentFlags extends PlaceFlags {
  readonly prune?: boolean;
  readonly secrets?: string;
}

export interface PlanFlags extends DocumentFlags, JsonFlags {
  readonly file: string;
}

/** `plan -f FILE`: print what a document changes, without changing anything. */
export async function plan(this: Terminal, flags: PlanFlags): Promise<void> {
  const session = await openSession(this, flags);
  const made = await planDocument(this, session, flags.file, flags);
  if (flags.json !== undefined) return printObject(this, made, flags.json);
  const apply = `\nApply exactly this plan until ${made.expires_at}: gantry apply --plan ${made.plan_id}\n`;
  const changes = made.changes.some(({ action }) => action !== 'keep');
  this.process.stdout.write(`${planText(made)}${changes ? apply : ''}`);
}

/** Plan the document in a file, with the values of its references. */
export async function planDocument(
  terminal: Terminal,
  session: Session,
  file: string,
  flags: DocumentFlags,
): Promise<ConfigurationPlan> {
  const { document, folder } = await readDocumentFile(terminal, file);
  const secrets = await valuesOfReferences(document, {
    folder,
    env: terminal.process.env,
    secrets: await readSecrets(flags.secrets),
  });
  // The document names its project. Only a flag selects another one, which then gets the name in the document.
  const project_uuid = flags.project
    ? idOf(pick('project', await kinds.projects.list(session), flags.project))
    : undefined;
  return session.client.configuration.plan.mutate({ document, secrets, prune: flags.prune, project_uuid });
}
