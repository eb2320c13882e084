import type { ProxyProgram } from '../../src/domain/proxy';
import { openLab } from '../lab/lab';
import type { Lab, LabHost } from '../lab/types';
import { newPlace, type Place } from './deployment';
import { Gantry } from './gantry';

/** A lab with one machine, and a Gantry that has it as a server. */
export interface Fixture {
  lab: Lab;
  host: LabHost;
  gantry: Gantry;
  place: Place;
  close(): Promise<void>;
}

export async function openFixture(
  choose: (lab: Lab) => Promise<LabHost> = (lab) => lab.host('one'),
  environment: (lab: Lab) => Promise<Record<string, string>> = async () => ({}),
  proxy?: ProxyProgram,
): Promise<Fixture> {
  const lab = await openLab();
  let gantry: Gantry | undefined;
  const close = async () => {
    await gantry?.stop();
    await lab.stop();
  };
  try {
    const host = await choose(lab);
    gantry = await Gantry.start(lab, await environment(lab));
    const place = await newPlace(gantry, await gantry.addServer(lab, host, proxy));
    return { lab, host, gantry, place, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Settings that make the health gate of the test images quick: it asks at once and every second. */
export const quickCheck = {
  health_check_enabled: true,
  health_check_interval: 1,
  health_check_start_period: 0,
  health_check_retries: 10,
};

/** A new application from an image of the lab. */
export async function imageApplication(
  { gantry, place }: Fixture,
  image: string,
  more: object = {},
): Promise<string> {
  const colon = image.lastIndexOf(':'); // a registry may have a port
  const { uuid } = await gantry.rest.post('/applications/dockerimage', {
    ...place,
    docker_registry_image_name: image.slice(0, colon),
    docker_registry_image_tag: image.slice(colon + 1),
    ports_exposes: '8080',
    ...quickCheck,
    ...more,
  });
  return uuid;
}

/** Names of the containers of an application, running ones and others. */
export async function containersOf(
  host: LabHost,
  application: string,
): Promise<{ running: string[]; all: string[] }> {
  const list = async (...more: string[]) => {
    const label = `label=gantry.resource=${application}`;
    const { stdout } = await host.exec([
      'docker',
      'ps',
      ...more,
      '--filter',
      label,
      '--format',
      '{{.Names}}',
    ]);
    return stdout.split('\n').filter((name) => name !== '');
  };
  return { running: await list(), all: await list('--all') };
}

/** Run a program of an image in a container of its own, on the network that a running workload is on. */
export async function runBeside(
  host: LabHost,
  workload: string,
  image: string,
  argv: readonly string[],
): Promise<string> {
  const names = '{{range $name, $_ := .NetworkSettings.Networks}}{{$name}} {{end}}';
  const inspected = await host.exec(['docker', 'inspect', '--format', names, workload]);
  const [network = ''] = inspected.stdout.trim().split(' ');
  const [program = '', ...rest] = argv;
  const { code, stdout, stderr } = await host.exec([
    ...['docker', 'run', '--rm', '--network', network, '--entrypoint', program, image, ...rest],
  ]);
  return code === 0 ? stdout.trim() : `failed: ${stderr.trim()}`;
}
