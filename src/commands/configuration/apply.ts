import { GantryError } from '../../client/error';
import { confirm } from '../confirm';
import { openSession, type Session } from '../connection/session';
import type { JsonFlags } from '../flags';
import { printObject } from '../output/print';
import type { Terminal } from '../terminal';
import { WrongUse } from '../wrong-use';
import { type DocumentFlags, planDocument } from './plan';
import { planText } from './plan-text';

export interface ApplyFlags extends DocumentFlags, JsonFlags {
  readonly plan?: string;
  readonly file?: string;
  readonly yes?: boolean;
}

/** `apply --plan ID`, or `apply -f FILE`: plan, confirm, apply. Prints the id of the project. */
export async function apply(this: Terminal, flags: ApplyFlags): Promise<void> {
  if ((flags.plan === undefined) === (flags.file === undefined))
    throw new WrongUse('Use --plan ID from gantry plan, or -f FILE.');
  if (flags.plan !== undefined && (flags.prune || flags.secrets !== undefined))
    throw new WrongUse('A plan already includes --prune and --secrets. Use them with gantry plan instead.');
  const session = await openSession(this, flags);
  const id = flags.plan ?? (await confirmedPlan(this, session, flags.file ?? '', flags));
  const answer = await applyPlan(session, id);
  this.process.stderr.write(`Applied: ${answer.applied} operations.\n`);
  if (flags.json !== undefined) printObject(this, answer, flags.json);
  else this.process.stdout.write(`${answer.project_uuid}\n`);
}

async function confirmedPlan(
  terminal: Terminal,
  session: Session,
  file: string,
  flags: ApplyFlags,
): Promise<string> {
  const plan = await planDocument(terminal, session, file, flags);
  terminal.process.stderr.write(planText(plan));
  const changes = plan.changes.some(({ action }) => action !== 'keep');
  if (changes && !flags.yes) await confirm(terminal, 'These changes will be applied immediately.', 'apply');
  return plan.plan_id;
}

/** Apply a plan. @throws GantryError with the number of operations that were applied */
export async function applyPlan(session: Session, uuid: string) {
  try {
    return await session.client.configuration.applyPlan.mutate({ uuid });
  } catch (error) {
    if (!(error instanceof GantryError) || typeof error.body?.applied !== 'number') throw error;
    const { code, status, requestId, fields, body, message } = error;
    const advice = `${error.body.applied} operations were already applied. Make a new plan to continue from there.`;
    throw new GantryError(
      `${message}\n${advice}`,
      { code, status, requestId, fields, body },
      { cause: error },
    );
  }
}
