import type { Client } from '../../client/client-type';
import type { OutputOf } from '../../client/types';
import type { Session } from '../connection/session';
import type { JsonFlags } from '../flags';
import { printObject } from '../output/print';
import type { Terminal } from '../terminal';
import { WrongUse } from '../wrong-use';
import { type AppFlags, findApplication } from './find';
import { waitForDeployment } from './progress';

export interface DeployFlags extends AppFlags, JsonFlags {
  readonly wait?: boolean;
  readonly plan?: boolean;
  readonly planId?: string;
  readonly force?: boolean;
  readonly tag?: string;
}

/** `apps deploy`: deploy an application and print the id of the deployment. */
export async function deploy(this: Terminal, flags: DeployFlags, app?: string): Promise<void> {
  if (flags.tag !== undefined && (flags.plan || flags.planId !== undefined))
    throw new WrongUse('--tag changes the application first. Use it without --plan and --plan-id.');
  const { session, uuid } = await findApplication(this, flags, app);
  if (flags.tag !== undefined) await setTag(session, uuid, flags.tag);
  if (flags.plan) {
    const plan = await session.client.deployment.plan.mutate({ uuid, force: flags.force });
    if (flags.json === undefined) this.process.stdout.write(planText(plan));
    else printObject(this, plan, flags.json);
    return;
  }
  const answer = await session.client.deployment.deploy.mutate({
    uuid,
    force: flags.force,
    plan_id: flags.planId,
  });
  const [started] = 'deployments' in answer ? answer.deployments : answer.details;
  const deployment = started?.deployment_uuid;
  if (!started || !deployment) throw new Error(reasonOf(answer));
  if (flags.json === undefined) this.process.stdout.write(`${deployment}\n`);
  if (flags.wait) await waitForDeployment(this, session, deployment);
  if (flags.json !== undefined)
    printObject(
      this,
      await session.client.deployment.get.query({ uuid: deployment, summary: true }),
      flags.json,
    );
}

/** Change the tag of an application from an image for this and all later deployments. */
async function setTag({ client }: Session, uuid: string, tag: string): Promise<void> {
  const { build_pack } = await client.application.get.query({ uuid });
  if (build_pack !== 'dockerimage')
    throw new WrongUse('--tag is only for applications from an image. This one is built.');
  await client.application.update.mutate({ uuid, docker_registry_image_tag: tag });
}

function reasonOf(answer: OutputOf<Client['deployment']['deploy']>): string {
  return 'deployments' in answer
    ? (answer.deployments[0]?.message ?? 'Nothing was deployed.')
    : answer.message.join(' ');
}

/** Format a deployment plan for a user. */
function planText(plan: OutputOf<Client['deployment']['plan']>): string {
  const steps = plan.steps.flatMap(({ title, actions }) => [
    title,
    ...actions.map(({ text }) => `    ${text}`),
  ]);
  const { downtime } = plan;
  return [
    `Plan ${plan.plan_id}, until ${plan.expires_at}`,
    `Downtime: ${downtime.class}${downtime.reasons.length > 0 ? ` (${downtime.reasons.join(' ')})` : ''}`,
    ...changesOf(plan.diff),
    '',
    ...steps,
    '',
    `Deploy exactly this plan: gantry apps deploy ${plan.application_uuid} --plan-id ${plan.plan_id}`,
    '',
  ].join('\n');
}

function changesOf(diff: OutputOf<Client['deployment']['plan']>['diff']): string[] {
  if (!diff) return ['The first deployment.'];
  const { image, environment, settings } = diff;
  const names = (word: string, list: readonly string[]) =>
    list.length > 0 ? [`${word}: ${list.join(', ')}`] : [];
  return [
    `Image: ${image.from ?? 'none'} → ${image.to} (${image.change})`,
    ...names('Variables added', environment.added),
    ...names('Variables changed', environment.changed),
    ...names('Variables removed', environment.removed),
    ...names('Settings', settings),
  ];
}

export interface RollbackFlags extends AppFlags {
  readonly wait?: boolean;
  readonly to?: string;
  readonly list?: boolean;
}

/** `apps rollback`: roll back to a kept image, by default the newest one that is not current. */
export async function rollback(this: Terminal, flags: RollbackFlags, app?: string): Promise<void> {
  const { session, uuid } = await findApplication(this, flags, app);
  const { images } = await session.client.application.rollbackImages.query({ uuid });
  if (flags.list) {
    for (const { tag, created_at, is_current } of images)
      this.process.stdout.write(`${tag}\t${created_at}${is_current ? '\tcurrent' : ''}\n`);
    return;
  }
  const commit = flags.to ?? images.find(({ is_current }) => !is_current)?.tag;
  if (!commit) throw new Error('No earlier images are kept. See docker_images_to_keep of the application.');
  const { deployment_uuid } = await session.client.application.rollback.mutate({ uuid, commit });
  this.process.stdout.write(`${deployment_uuid}\n`);
  if (flags.wait) await waitForDeployment(this, session, deployment_uuid);
}
