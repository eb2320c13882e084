// The example as an application in Gantry, and its deployment.
import { setTimeout as sleep } from 'node:timers/promises';
import { ensureNamed } from './api.mjs';

const project = 'Demo';
const name = 'hello';
const running = new Set(['queued', 'in_progress']);

export async function ensureApplication(api, { server, repository, domain }) {
  const { uuid: projectUuid } = await ensureNamed(api, '/projects', project, () =>
    api('POST', '/projects', { name: project, description: 'What npm run demo shows' }),
  );
  const source = { git_repository: repository, git_branch: 'main' };
  const application = await ensureNamed(api, '/applications', name, () =>
    api('POST', '/applications/public', {
      project_uuid: projectUuid,
      environment_name: 'production',
      server_uuid: server,
      name,
      description: 'A page in a container of 2 MB',
      build_pack: 'dockerfile',
      ports_exposes: '8080',
      domains: domain,
      ...source,
    }),
  );
  if (!application.isNew) await api('PATCH', `/applications/${application.uuid}`, source);
  return application.uuid;
}

/** Deploy and pass every line of the deployment's log to `say`, until the deployment has ended. */
export async function deploy(api, application, say) {
  const { deployments } = await api('POST', '/deploy', { uuid: application });
  const uuid = deployments[0]?.deployment_uuid ?? (await newestDeployment(api, application));
  let shown = 0;
  for (;;) {
    const deployment = await api('GET', `/deployments/${uuid}`);
    const lines = JSON.parse(deployment.logs || '[]').filter((line) => !line.hidden);
    for (const { output } of lines.slice(shown)) say(output.trimEnd());
    shown = lines.length;
    if (deployment.status === 'finished') return `deployment ${uuid}`;
    if (!running.has(deployment.status))
      throw new Error(`The deployment ${uuid} ended as ${deployment.status}`);
    await sleep(300);
  }
}

/** The one that was already under way when we asked. */
async function newestDeployment(api, application) {
  const { deployments } = await api('GET', `/deployments/applications/${application}?take=1`);
  return deployments[0].deployment_uuid;
}
