import { z } from 'zod';
import { type Call, readAnswer } from '../remote-api/call';
import type { ForgeDeployment } from './forge-api';
import { githubPath } from './github-path';
import { numberOf } from './number-of';

/** States of https://docs.github.com/rest/deployments/statuses. */
const states: Readonly<Record<ForgeDeployment['state'], string>> = {
  running: 'in_progress',
  succeeded: 'success',
  failed: 'failure',
  cancelled: 'error',
  inactive: 'inactive',
};

/** Other programs put anything into the payload, as an object or a text. */
const known = z.array(z.object({ id: z.int().min(1), payload: z.unknown() }));
const marked = z.object({ gantry: z.string() });

/** Put a deployment into GitHub’s list, where pull requests and environments show it, or set its state there. */
export async function setDeployment(
  call: Call,
  repository: string,
  deployment: ForgeDeployment,
): Promise<string> {
  const path = `${githubPath(repository)}/deployments`;
  const { state, description, logUrl, url } = deployment;
  const body = {
    state: states[state],
    description,
    log_url: logUrl,
    ...(url !== null && { environment_url: url }),
  };
  const set = async (id: string) => {
    const { status } = await call('POST', `${path}/${id}/statuses`, { body, expected: [404] });
    return status !== 404;
  };
  if (deployment.id !== null && (await set(deployment.id))) return deployment.id;
  // Nothing to end: it was deleted at GitHub.
  if (deployment.id !== null && state === 'inactive') return deployment.id;
  const id = (await find(call, path, deployment)) ?? (await create(call, path, deployment));
  await set(id);
  return id;
}

/** Find what an attempt that was killed has created. */
async function find(
  call: Call,
  path: string,
  { commit, environment, uuid }: ForgeDeployment,
): Promise<string | null> {
  const query = new URLSearchParams({ sha: commit, environment, per_page: '100' });
  const found = readAnswer(known, await call('GET', `${path}?${query}`)).find(
    ({ payload }) => marked.safeParse(payload).data?.gantry === uuid,
  );
  return found ? String(found.id) : null;
}

async function create(
  call: Call,
  path: string,
  { commit, environment, uuid, description }: ForgeDeployment,
): Promise<string> {
  const body = {
    ref: commit,
    // It has happened: GitHub need not merge first, nor wait for checks.
    auto_merge: false,
    required_contexts: [],
    // Neither transient nor production: then GitHub ends those before it in the environment.
    environment,
    description,
    payload: { gantry: uuid },
  };
  return numberOf(await call('POST', path, { body }));
}
