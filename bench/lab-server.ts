import { openLab } from '../e2e/lab/lab';
import type { Lab, LabHost } from '../e2e/lab/types';
import { type GantryProcess, startGantry } from './gantry-process';

/** A Gantry with one usable server of the lab, and a project to put applications into. */
export interface LabServer {
  lab: Lab;
  machine: LabHost;
  gantry: GantryProcess;
  /** Make an application on that server. @returns its uuid */
  application(kind: 'dockerimage' | 'dockerfile', fields: Record<string, unknown>): Promise<string>;
  /** Deploy it and wait for the end. @returns the terminal status */
  deploy(application: string): Promise<string>;
  stop(): Promise<void>;
}

/** Between two looks at a deployment or server; small beside what is measured. */
const lookMs = 25;
const limitMs = 120_000;

/** Members of an application that answers on port 8080 and is healthy as soon as it does. */
export const webOn8080 = {
  ports_exposes: '8080',
  health_check_enabled: true,
  health_check_port: '8080',
  health_check_interval: 1,
  health_check_start_period: 0,
};

export async function startLabServer(): Promise<LabServer> {
  const lab = await openLab();
  const gantry = await startGantry({ INTERNAL_HOSTS: lab.cidr });
  const stop = async () => {
    await gantry.stop();
    await lab.stop();
  };
  try {
    const machine = await lab.host('one');
    const server = await usableServer(gantry, lab, machine);
    const project = await gantry.create('/projects', { name: 'bench' });
    const place = { project_uuid: project, server_uuid: server, environment_name: 'production' };
    return {
      lab,
      machine,
      gantry,
      application: (kind, fields) => gantry.create(`/applications/${kind}`, { ...place, ...fields }),
      deploy: (application) => deploy(gantry, application),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function usableServer(gantry: GantryProcess, lab: Lab, machine: LabHost): Promise<string> {
  const key = await gantry.create('/security/keys', { name: 'lab', private_key: lab.clientKey.privatePem });
  const server = await gantry.create('/servers', {
    name: machine.name,
    ip: machine.ip,
    port: machine.sshPort,
    private_key_uuid: key,
  });
  await gantry.call('POST', `/servers/${server}/validate`);
  await until(gantry, `/servers/${server}`, (body) => {
    const { settings } = body as { settings: { is_usable: boolean } }; // coolify-api: every server has settings
    return settings.is_usable;
  });
  return server;
}

async function deploy(gantry: GantryProcess, application: string): Promise<string> {
  const started = await gantry.call('POST', `/deploy?uuid=${application}&force=true`);
  const { deployments } = started.body as { deployments: { deployment_uuid: string }[] }; // coolify-api §5.4
  const statusOf = (body: unknown) => (body as { status: string }).status;
  const ended = await until(gantry, `/deployments/${deployments[0]?.deployment_uuid}?summary=1`, (body) => {
    return !['queued', 'in_progress'].includes(statusOf(body));
  });
  return statusOf(ended);
}

async function until(
  gantry: GantryProcess,
  path: string,
  condition: (body: unknown) => boolean,
): Promise<unknown> {
  const deadline = performance.now() + limitMs;
  while (performance.now() < deadline) {
    const { body } = await gantry.call('GET', path);
    if (condition(body)) return body;
    await new Promise((done) => setTimeout(done, lookMs));
  }
  throw new Error(`${path} did not become what was waited for within ${limitMs / 1000} s.`);
}
