import { type PortRange, portRanges, spanText } from '../../domain/port-ranges';
import type { HealthCheckSpec } from '../../domain/workload/health-check';
import type { Action, ActionKind, ActionOf } from './action';
import type { Facts } from './facts';
import { renderText } from './text';

/** These run one program on the server: their argv says what they do. */
const programs = ['command', 'job', 'docker-build', 'pull-image', 'push-image'] as const;
export type ProgramAction = ActionOf<(typeof programs)[number]>;
type SpokenAction = Exclude<Action, ProgramAction>;

export function runsProgram(action: Action): action is ProgramAction {
  return programs.some((kind) => kind === action.kind);
}

/** @param known what the plan itself says about facts */
function hostPortsOf({ first, last }: PortRange): string {
  return `${spanText(first.hostPort, last.hostPort)}/${first.protocol}`;
}

type Words<K extends ActionKind> = (action: ActionOf<K>, known: Facts) => string;

const gibibyte = 1024 ** 3;

const words: { [K in SpokenAction['kind']]: Words<K> } = {
  log: ({ text }) => text,
  'set-fact': ({ facts: { commit, components = {} } }) => {
    const names = Object.values(components).map(({ containerName }) => containerName);
    const called = names.map((name) => name && `the new container is called ${name}`);
    return [commit && `the commit is ${commit}`, ...called].filter((known) => known !== undefined).join(', ');
  },
  'check-docker': () => 'see that Docker answers',
  'check-disk': ({ minFreeBytes, minFreeRatio }) =>
    `see that ${minFreeBytes / gibibyte} GiB and ${minFreeRatio * 100} % of the disk are free`,
  'check-host-ports': ({ mappings }) =>
    `see that nothing else has ${mappings.length === 1 ? 'the port' : 'the ports'} ${portRanges(mappings).map(hostPortsOf).join(', ')}`,
  'ensure-network': ({ name }) => `make the network ${name}, unless it is there`,
  'ensure-proxy': () => 'start the proxy, unless it runs',
  'fetch-submodules': () => 'see that the addresses of the submodules are allowed, and fetch them',
  'check-lfs-servers': () => 'see that the addresses in .lfsconfig are allowed',
  'write-file': ({ path }) => `write ${path}`,
  'check-inside': ({ root, paths }) =>
    `see that ${paths.map(({ path }) => path).join(' and ')} ${paths.length === 1 ? 'is' : 'are'} there and inside ${root}`,
  'remove-path': ({ path }) => `remove ${path}`,
  'find-image': ({ reference, force }, known) =>
    force
      ? `build ${renderText(reference, known)} even if it is there`
      : `look for ${renderText(reference, known)}, built before with this configuration`,
  'detect-builder': ({ needsBuildkit, keepsLimits }) =>
    keepsLimits
      ? 'use the classic builder, which keeps the limits of builds'
      : needsBuildkit
        ? 'see that BuildKit is there'
        : 'use BuildKit where it is there, else the classic builder',
  'inject-variables': ({ from, to, keys, as }) =>
    `write ${to}: ${from} with ${keys.join(', ')} as build ${as} in every stage`,
  'kill-job': ({ name }) => `stop the job ${name}`,
  'remove-job': ({ name }) => `remove the files of the job ${name}`,
  'require-image': ({ reference }) => `see that ${reference} is still on the server`,
  'inspect-image': ({ reference }, known) => `inspect ${renderText(reference, known)}`,
  'find-previous': () => 'find the containers that run now',
  exec: ({ command, container, name }) =>
    `exec in the ${container} container${name === null ? '' : ` ${name}`}: sh -c ${JSON.stringify(command)}`,
  'clear-slot': ({ slots }) =>
    slots === 'free'
      ? 'stop containers in the free slot that serve nothing'
      : 'stop whatever else of it runs',
  'create-container': () => 'create the new container',
  'take-name': () => 'give it its name',
  'start-container': () => 'start it',
  'await-healthy': ({ check }) => `wait until it is healthy${checkWords(check)}`,
  watch: ({ ms }) => `see for ${ms / 1000} s that it stays well, with the old container still running`,
  'remove-new-container': () => 'remove the new container',
  'switch-route': () => 'point the proxy to the new container',
  'restore-route': () => 'point the proxy back',
  'probe-route': () => 'ask the new container through the proxy',
  drain: ({ graceSeconds }) => `let requests to the old container end, for ${graceSeconds} s at most`,
  'stop-previous': ({ graceSeconds }) => `stop the old container: SIGTERM, after ${graceSeconds} s SIGKILL`,
  'start-previous': () => 'start the old container again',
  'remove-previous': () => 'remove the old container',
  'remove-route': () => 'take it off the proxy',
  'forget-slot': () => 'forget which of its slots the proxy serves',
  'stop-workload': ({ graceSeconds }) => `stop its containers: SIGTERM, after ${graceSeconds} s SIGKILL`,
  'remove-containers': () => 'remove its containers',
  'check-data-folder': ({ mounted }) => `see that the image keeps its data in ${mounted.join(' or ')}`,
  'change-credentials': () => 'change the credentials in the engine, and sign in with the new ones',
  'run-in-container': ({ command }) => `run ${command.argv[0]} in the container`,
  'remove-objects': ({ objects }) => `remove its ${objects}`,
};

function checkWords(check: HealthCheckSpec): string {
  if (check.kind === 'none')
    return ` by the image's own check, where it has one; else until it accepts connections, or has run for 3 s as a worker without a port`;
  const tries = `every ${check.interval} s, ${check.retries} times at most, after ${check.startPeriod} s`;
  if (check.kind === 'cmd' || check.kind === 'exec') return `: ${check.argv.join(' ')}, ${tries}`;
  const { method, path, returnCode, responseText } = check;
  const answer = responseText === null ? returnCode : `${returnCode} with ${JSON.stringify(responseText)}`;
  return `: ${method} ${path} answers ${answer}, ${tries}`;
}

/** What an action does, in words for who reads the plan. */
export function wordsOf(action: SpokenAction, known: Facts): string {
  // The table has the function of this very kind; TypeScript cannot tie the two together.
  const speak = words[action.kind] as Words<ActionKind>;
  return speak(action, known);
}
