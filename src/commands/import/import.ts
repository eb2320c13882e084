import { applyPlan } from '../configuration/apply';
import { planText } from '../configuration/plan-text';
import { confirm } from '../confirm';
import { idOf } from '../connection/find';
import { cleanUrl, openSession, type Session } from '../connection/session';
import { kinds } from '../resources/kinds';
import type { Terminal } from '../terminal';
import { WrongUse } from '../wrong-use';
import { readCoolify } from './coolify/read';
import { readDokploy } from './dokploy/read';
import type { Draft, DraftProject } from './draft';
import { readTarget, type Target } from './place';
import { type JsonSource, jsonSource } from './read-json';

export interface ImportFlags {
  readonly url: string;
  readonly token: string;
  readonly org?: string;
  readonly server?: string;
  readonly only?: string;
  readonly yes?: boolean;
}

/** Another system: where its API is, how a token is sent, and the function that reads it. */
interface Origin {
  name: string;
  path: string;
  headers(token: string): Record<string, string>;
  read(source: JsonSource, target: Target, only?: string): Promise<Draft>;
}

const coolify: Origin = {
  name: 'Coolify',
  path: '/api/v1',
  headers: (token) => ({ authorization: `Bearer ${token}` }),
  read: readCoolify,
};

const dokploy: Origin = {
  name: 'Dokploy',
  path: '/api',
  headers: (token) => ({ 'x-api-key': token }),
  read: readDokploy,
};

/** `import coolify`: plan the projects of a Coolify as projects here, then apply the plans. */
export function importCoolify(this: Terminal, flags: ImportFlags): Promise<void> {
  return importFrom(this, coolify, flags);
}

/** `import dokploy`: plan the projects of a Dokploy as projects here, then apply the plans. */
export function importDokploy(this: Terminal, flags: ImportFlags): Promise<void> {
  return importFrom(this, dokploy, flags);
}

async function importFrom(terminal: Terminal, origin: Origin, flags: ImportFlags): Promise<void> {
  const base = cleanUrl(flags.url);
  const token = flags.token === '-' ? (await terminal.secret(`${origin.name} token`)).trim() : flags.token;
  if (!token)
    throw new WrongUse(
      'The token is missing. Use --token TOKEN, or --token - to read it from standard input.',
    );
  const session = await openSession(terminal, { org: flags.org });
  const source = jsonSource(origin.name, {
    base: base + origin.path,
    headers: origin.headers(token),
    signal: terminal.signal,
  });
  const draft = await origin.read(source, await readTarget(session, flags.server), flags.only);
  await carryOut(terminal, session, draft, flags);
}

/** Show the plan of each project, what is not imported and what is not copied; apply the plans after a confirmation. */
async function carryOut(
  terminal: Terminal,
  session: Session,
  draft: Draft,
  { yes }: ImportFlags,
): Promise<void> {
  const write = (text: string) => void terminal.process.stdout.write(text);
  const plans: { name: string; id: string }[] = [];
  for (const project of draft.projects) {
    const plan = await planProject(session, project);
    write(`# ${project.name}\n${planText(plan)}\n`);
    if (plan.changes.some(({ action }) => action !== 'keep'))
      plans.push({ name: project.name, id: plan.plan_id });
  }
  for (const { what, reason } of draft.left) write(`Not imported: ${what}: ${reason}\n`);
  for (const { what, command } of draft.data) write(`Data is not copied: ${what}:\n    ${command}\n`);
  if (plans.length === 0) return;
  if (!yes) await confirm(terminal, `This creates or changes ${plans.length} projects.`, 'import');
  for (const { name, id } of plans) {
    const { applied } = await applyPlan(session, id);
    terminal.process.stderr.write(`${name}: ${applied} operations.\n`);
  }
}

async function planProject(session: Session, { name, document, secrets }: DraftProject) {
  const there = (await kinds.projects.list(session)).filter((each) => each.name === name);
  const [one, other] = there;
  if (other) throw new WrongUse(`Gantry has several projects with the name ${name}. Rename one.`);
  return session.client.configuration.plan.mutate({
    document,
    secrets,
    ...(one ? { project_uuid: idOf(one) } : {}),
  });
}
