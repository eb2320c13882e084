import { applyPlan } from '../configuration/apply';
import { planText } from '../configuration/plan-text';
import { confirm } from '../confirm';
import { idOf } from '../connection/find';
import { cleanUrl, openSession, type Session } from '../connection/session';
import { kinds } from '../resources/kinds';
import type { Terminal } from '../terminal';
import { WrongUse } from '../wrong-use';
import { readCoolify } from './coolify/read';
import type { Draft, DraftProject } from './draft';
import { readTarget } from './place';
import { jsonSource } from './read-json';

export interface ImportFlags {
  readonly url: string;
  readonly token: string;
  readonly org?: string;
  readonly server?: string;
  readonly only?: string;
  readonly yes?: boolean;
}

/** `import coolify`: plan what a Coolify holds as projects here, then apply it. */
export async function importCoolify(this: Terminal, flags: ImportFlags): Promise<void> {
  const base = cleanUrl(flags.url);
  const token = flags.token === '-' ? (await this.input()).trim() : flags.token;
  if (!token) throw new WrongUse('The token is missing. Use --token TOKEN, or --token - and standard input.');
  const session = await openSession(this, { org: flags.org });
  const source = jsonSource('Coolify', {
    base: `${base}/api/v1`,
    headers: { authorization: `Bearer ${token}` },
    signal: this.signal,
  });
  const draft = await readCoolify(source, await readTarget(session, flags.server), flags.only);
  await carryOut(this, session, draft, flags);
}

/** Show the plan of each project, what is left and what is not copied; apply once that is confirmed. */
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
  for (const { what, reason } of draft.left) write(`Not taken: ${what}: ${reason}\n`);
  for (const { what, command } of draft.data) write(`Data is not copied: ${what}:\n    ${command}\n`);
  if (plans.length === 0) return;
  if (!yes) await confirm(terminal, `This creates and changes ${plans.length} projects.`, 'import');
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
