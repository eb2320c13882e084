import type { ComposeService } from '../../src/domain/compose/service';
import type { Difference } from './differences';

/** A difference that is meant, with its reason. Every other one is a defect. */
export interface Intended {
  name: string;
  reason: string;
  /** @param text of the file */
  explains(difference: Difference, service: ComposeService, text: string): boolean;
}

const onlyGantry = ({ compose }: Difference) => compose === null;
const onlyCompose = ({ gantry }: Difference) => gantry === null;

export const intended: readonly Intended[] = [
  {
    name: 'management labels',
    reason:
      'Each product finds its containers by labels of its own, and old tools look for those of Coolify.',
    explains: ({ field }) => /^labels\.(?:com\.docker\.compose|gantry|coolify)\./.test(field),
  },
  {
    name: 'variables about the component',
    reason: 'A component is told its addresses and the uuid of its resource (deployment.md D5.5).',
    explains: (difference) =>
      /^environment\.(?:COOLIFY|GANTRY)_/.test(difference.field) && onlyGantry(difference),
  },
  {
    name: 'restart of what says nothing',
    reason:
      'A service that says nothing about restarts is kept running; Compose leaves it down after a crash.',
    explains: ({ field, compose, gantry }, { restart }) =>
      field === 'HostConfig.RestartPolicy' &&
      restart === null &&
      compose === 'no' &&
      gantry === 'unless-stopped',
  },
  {
    name: 'bounded logs',
    reason:
      'A log without a limit fills the disk of its server, and one of the driver none could not be read.',
    explains: ({ field }, { logging }) => field.startsWith('log.') && logging === null,
  },
  {
    name: 'stop signal and its patience',
    reason:
      'Gantry says how long to wait each time that it stops a container, so that a changed value needs no new one.',
    explains: (difference) => difference.field === 'Config.StopTimeout' && onlyCompose(difference),
  },
  {
    name: 'lent volumes',
    reason:
      'What volumes_from lends is mounted by its name, so that the container needs no other one to be made again.',
    explains: (difference) => difference.field === 'HostConfig.VolumesFrom' && onlyCompose(difference),
  },
  {
    name: 'first of several networks',
    reason:
      'The first network of the file is the one on which health is asked; Compose takes the first by name.',
    explains: ({ field }, { networks }) => field === 'HostConfig.NetworkMode' && networks.length > 1,
  },
  {
    name: 'a free port of the server',
    reason: 'Docker takes no number and 0 as the same.',
    explains: ({ field, compose, gantry }) =>
      field.startsWith('ports.') && gantry === compose?.replaceAll('"HostPort":""', '"HostPort":"0"'),
  },
  {
    name: 'disable: false',
    reason:
      "Compose 1.29 takes it for true. It leaves the image's check as it is, as the specification says.",
    explains: (difference, { healthcheck }) =>
      difference.field === 'Config.Healthcheck' &&
      healthcheck === null &&
      difference.compose === '{"Test":["NONE"]}' &&
      onlyCompose(difference),
  },
  {
    name: 'exposed ports',
    reason:
      'What expose says opens nothing in a network; it tells the proxy where a domain leads, outside of the container.',
    explains: (difference, { expose }) =>
      onlyCompose(difference) &&
      expose.some(({ port, protocol }) => difference.field === `exposed.${port}/${protocol}`),
  },
  {
    name: 'further aliases',
    reason:
      'A slot of the proxy, a name that is unique on the server, container_name and links are aliases here.',
    explains: (difference, { containerName }, text) =>
      onlyGantry(difference) &&
      /^networks\.[^.]+\.aliases\./.test(difference.field) &&
      (/-g-|^g-|-(?:blue|green)$/.test(aliasOf(difference)) ||
        aliasOf(difference) === containerName ||
        new RegExp(`links:.*:${aliasOf(difference)}\\b`).test(text)),
  },
  {
    name: 'the stack network in place of the default one',
    reason:
      "All containers of a server share Docker's own default network, so a stack's own takes its place.",
    explains: ({ field, compose }, _, text) =>
      text.includes('network_mode: bridge') &&
      ((field === 'HostConfig.NetworkMode' && compose === 'bridge') ||
        /^networks\.(?:bridge|default)/.test(field)),
  },
];

const aliasOf = ({ field }: Difference): string => field.replace(/^networks\.[^.]+\.aliases\./, '');
