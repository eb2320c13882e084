import { type PortRange, portRanges, spanText } from '../../domain/port-ranges';
import type { S3Object } from '../../domain/s3-bucket';
import type { DataPlace } from '../../domain/volume-backup';
import type { HealthCheckSpec } from '../../domain/workload/health-check';
import type { Action, ActionKind, ActionOf } from './action';
import type { Facts } from './facts';
import { renderText } from './text';

/** Kinds of actions that run one program on the server, which argv describes. */
const programs = ['command', 'job', 'docker-build', 'pull-image', 'push-image'] as const;
export type ProgramAction = ActionOf<(typeof programs)[number]>;
type SpokenAction = Exclude<Action, ProgramAction>;

export function runsProgram(action: Action): action is ProgramAction {
  return programs.some((kind) => kind === action.kind);
}

/** @param known facts that the plan itself states */
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
  'check-docker': () => 'check that Docker responds',
  'check-disk': ({ minFreeBytes, minFreeRatio }) =>
    `check that ${minFreeBytes / gibibyte} GiB and ${minFreeRatio * 100} % of the disk are free`,
  'check-host-ports': ({ mappings }) =>
    `check that nothing else uses ${mappings.length === 1 ? 'the port' : 'the ports'} ${portRanges(mappings).map(hostPortsOf).join(', ')}`,
  'ensure-network': ({ network }) => `create the network ${network.name} if it does not exist`,
  'ensure-proxy': () => 'start the proxy if it is not running',
  'fetch-submodules': () => 'check that the submodule addresses are allowed, and fetch the submodules',
  'check-lfs-servers': () => 'check that the addresses in .lfsconfig are allowed',
  'write-file': ({ path }) => `write ${path}`,
  'check-inside': ({ root, paths }) => {
    const required = paths.filter(({ isOptional }) => !isOptional).map(({ path }) => path);
    const optional = paths.filter(({ isOptional }) => isOptional).map(({ path }) => path);
    const others = optional.map((path) => `, as does ${path} if there is one`).join('');
    return `check that ${required.join(' and ')} ${required.length === 1 ? 'exists' : 'exist'} inside ${root}${others}`;
  },
  'remove-path': ({ path }) => `remove ${path}`,
  'ensure-folder': ({ path }) => `create the folder ${path} if it does not exist`,
  'require-host-path': ({ path, isMade }) =>
    isMade
      ? `create the folder ${path} if the path does not exist`
      : `check that ${path} exists on the server`,
  'check-host-paths': ({ paths }) => `check that ${paths.join(' and ')} may be mounted`,
  'keep-attributes': () => 'restore its mode and owner',
  'find-image': ({ reference, force }, known) =>
    force
      ? `build ${renderText(reference, known)} even if it exists`
      : `look for ${renderText(reference, known)} from an earlier build with this configuration`,
  'detect-builder': ({ needsBuildkit, keepsLimits }) =>
    keepsLimits
      ? 'use the classic builder, which supports build limits'
      : needsBuildkit !== null
        ? 'check that BuildKit is available'
        : 'use BuildKit if available, otherwise the classic builder',
  'find-tool': ({ tool, file, version }) =>
    `find ${file}, otherwise ${version === null ? `any ${tool}` : `${tool} ${version}`}`,
  'inject-variables': ({ from, to, keys, as }) =>
    as === 'carried'
      ? `write ${to}: ${from} with the values of ${keys.join(', ')} where it declares them`
      : `write ${to}: ${from} with ${keys.join(', ')} as build ${as} in every stage`,
  'prepare-planner': () => 'make an empty image for the container of the planner',
  'take-railpack-plan': ({ container, to }) =>
    `write ${to} from the plan in the container ${container}, with caches of its own`,
  'remove-planner': ({ container }) => `remove the container ${container} and its image`,
  'complete-nixpacks': ({ container, context, to, keys, as }) =>
    `write ${context}/.nixpacks from the plan in the container ${container}, and ${to}: its Dockerfile with the values of its plan${keys.length === 0 ? '' : ` and ${keys.join(', ')} as build ${as}`}`,
  'kill-job': ({ name }) => `stop the job ${name}`,
  'remove-job': ({ name }) => `remove the files of the job ${name}`,
  'compare-platforms': ({ builder, platform }) =>
    platform === null
      ? `check that ${builder} has the same processor architecture`
      : `build for ${platform}, whatever the architecture of ${builder}`,
  'transfer-image': ({ reference }, known) =>
    `send ${renderText(reference, known)} from the build server to the server`,
  'require-image': ({ reference }) => `check that ${reference} is still on the server`,
  'receive-image': ({ reference, from, isInRegistry }) =>
    `find ${reference}, otherwise ${isInRegistry ? 'pull it, or ' : ''}send it from ${from}`,
  'inspect-image': ({ reference }, known) => `inspect ${renderText(reference, known)}`,
  'find-previous': () => 'find the running containers',
  exec: ({ command, container, name }) =>
    `exec in the ${container} container${name === null ? '' : ` ${name}`}: sh -c ${JSON.stringify(command)}`,
  'clear-slot': ({ slots }) =>
    slots === 'free'
      ? 'stop containers in the free slot that are not serving traffic'
      : 'stop its other containers',
  'create-container': () => 'create the new container',
  'take-name': () => 'give the container its name',
  'start-container': () => 'start it',
  'compare-component': () => 'compare it with the running version',
  'await-healthy': ({ check, gate }) =>
    gate.ends === 'must'
      ? 'wait until it has finished with exit code 0'
      : `wait until it is healthy${checkWords(check)}`,
  watch: ({ ms }) => `check for ${ms / 1000} s that it stays healthy, with the old container still running`,
  'remove-new-container': () => 'remove the new container',
  'switch-route': () => 'point the proxy to the new container',
  'restore-route': () => 'point the proxy back',
  'probe-route': () => 'send a request to the new container through the proxy',
  drain: ({ graceSeconds }) => `let the old container finish its requests, for at most ${graceSeconds} s`,
  'stop-previous': ({ graceSeconds }) =>
    `stop the old container: SIGTERM, then SIGKILL after ${graceSeconds} s`,
  'start-previous': () => 'start the old container again',
  'remove-previous': () => 'remove the old container',
  'remove-route': () => 'remove its routes from the proxy',
  'forget-slot': () => 'forget which of its slots the proxy serves',
  'stop-workload': ({ graceSeconds, graceOf = {} }) =>
    `stop its containers: SIGTERM, then SIGKILL after ${graceSeconds} s${Object.entries(graceOf)
      .map(([name, seconds]) => `, ${name} after ${seconds} s`)
      .join('')}`,
  'start-workload': ({ workload }) => `start the containers of ${workload.name}`,
  'remove-containers': () => 'remove its containers',
  'remove-orphans': ({ components }) => `remove containers of components other than ${components.join(', ')}`,
  'check-data-folder': ({ mounted }) => `check that the image keeps its data in ${mounted.join(' or ')}`,
  'change-credentials': () => 'change the credentials in the engine, and sign in with the new ones',
  'dump-database': ({ of: { file } }) =>
    `dump the database into ${file}, and check that the dump is readable`,
  'restore-dump': ({ of: { file } }) => `check that ${file} is readable, and restore the database from it`,
  'count-rows': ({ expected }) =>
    expected === null
      ? 'count its tables and rows'
      : 'count its tables and rows, and compare them with those of the dump',
  'begin-upload': ({ object }) => `start the upload of ${placeOf(object)}`,
  'upload-file': ({ file, object }) => `send ${file} to ${placeOf(object)}, and check that it is complete`,
  'abort-upload': ({ object }) => `cancel the upload of ${placeOf(object)} unless it is complete`,
  'download-file': ({ file, object }) => `fetch ${placeOf(object)} into ${file}`,
  'remove-object': ({ object }) => `remove ${placeOf(object)}`,
  'copy-volume': ({ from, to }) => `copy the volume ${from} to ${to}`,
  'archive-data': ({ of: { place, file } }) =>
    `archive ${describePlace(place)} into ${file}, and check that the archive is readable`,
  'restore-archive': ({ of: { place, file } }) =>
    `check that ${file} is readable, and replace the contents of ${describePlace(place)} with it`,
  'ensure-volume': ({ name }) => `create the volume ${name} if it does not exist`,
  'find-writers': () => 'find the running containers that may write to it',
  'stop-writers': ({ graceSeconds }) => `stop them: SIGTERM, then SIGKILL after ${graceSeconds} s`,
  'start-writers': () => 'start the same containers again',
  'remove-uploaded': ({ file }) => `remove ${file} once its copy is complete`,
  'run-in-container': ({ command }) => `run ${command.argv[0]} in the container`,
  'find-task-container': ({ container }) =>
    container === null ? 'find the running container' : `find the running container of ${container}`,
  'run-task': ({ deadlineMs }) => `run the command in it, for at most ${deadlineMs / 1000} s`,
  'require-task-status': () => 'check that the command ended with status 0',
  'remove-objects': ({ objects }) => `remove its ${objects}`,
};

function placeOf({ bucket, key }: S3Object): string {
  return `${bucket.endpoint}/${bucket.bucket}/${key}`;
}

function describePlace(place: DataPlace): string {
  return place.kind === 'volume' ? `the volume ${place.name}` : `the folder ${place.path}`;
}

function checkWords(check: HealthCheckSpec): string {
  if (check.kind === 'none')
    return ` by the image's own health check if it has one, otherwise until it accepts connections, or has run for 3 s as a worker without a port`;
  if (check.kind === 'docker') return check.test.length > 1 ? `: ${check.test.slice(1).join(' ')}` : '';
  const tries = `every ${check.interval} s, ${check.retries} times at most, after ${check.startPeriod} s`;
  if (check.kind === 'cmd' || check.kind === 'exec') return `: ${check.argv.join(' ')}, ${tries}`;
  const { method, path, returnCode, responseText } = check;
  const answer = responseText === null ? returnCode : `${returnCode} with ${JSON.stringify(responseText)}`;
  return `: ${method} ${path} answers ${answer}, ${tries}`;
}

/** Describe an action for the reader of the plan. */
export function wordsOf(action: SpokenAction, known: Facts): string {
  // The table entry matches this kind, which TypeScript cannot express.
  const speak = words[action.kind] as Words<ActionKind>;
  return speak(action, known);
}
