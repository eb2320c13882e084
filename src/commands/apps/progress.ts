import type { Client } from '../../client/client-type';
import type { OutputOf } from '../../client/types';
import type { Session } from '../connection/session';
import type { Terminal } from '../terminal';
import { DeploymentFailed } from '../wrong-use';

type Event = OutputOf<Client['deployment']['events']>['data'];

/**
 * Follow a deployment to its end, step by step, on standard error.
 * @throws DeploymentFailed when it does not finish
 */
export async function waitForDeployment(terminal: Terminal, session: Session, uuid: string): Promise<void> {
  let end: Extract<Event, { kind: 'status' }> | undefined;
  const told = new Map<string, string>();
  const events = session.client.deployment.events.subscribe({ uuid }, { signal: terminal.signal });
  for await (const { data } of events) {
    if (data.kind === 'status') end = data;
    if (data.kind !== 'step' || told.get(data.step.id) === data.step.state) continue;
    told.set(data.step.id, data.step.state);
    const line = stepLine(data.step);
    if (line) terminal.process.stderr.write(`${line}\n`);
  }
  if (end?.status === 'finished') return;
  const where = end?.failed_step ? ` in the step ${end.failed_step}` : '';
  throw new DeploymentFailed(
    `The deployment ${uuid} is ${end?.status ?? 'not finished'}${where}${end?.reason ? `: ${end.reason}` : '.'}`,
  );
}

function stepLine({ state, title, error }: Extract<Event, { kind: 'step' }>['step']): string | null {
  switch (state) {
    case 'waiting':
      return null;
    case 'running':
      return `  …  ${title}`;
    case 'done':
      return `  ok ${title}`;
    case 'skipped':
      return `  -  ${title} (not needed)`;
    case 'failed':
      return `  !! ${title}${error ? `: ${error}` : ''}`;
  }
}
