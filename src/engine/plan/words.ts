import { type PortRange, portRanges, spanText } from '../../domain/port-ranges';
import type { S3Object } from '../../domain/s3-bucket';
import type { DataPlace } from '../../domain/volume-backup';
import type { HealthCheckSpec } from '../../domain/workload/health-check';
import type { Action, ActionKind, ActionOf } from './action';
import type { Facts } from './facts';
import { renderText } from './text';

/** Kinds of actions that run one program on the server: their argv says what they do. */
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
  'ensure-network': ({ network }) => `make the network ${network.name}, unless it is there`,
  'ensure-proxy': () => 'start the proxy, unless it runs',
  'fetch-submodules': () => 'see that the addresses of the submodules are allowed, and fetch them',
  'check-lfs-servers': () => 'see that the addresses in .lfsconfig are allowed',
  'write-file': ({ path }) => `write ${path}`,
  'check-inside': ({ root, paths }) =>
    `see that ${paths.map(({ path }) => path).join(' and ')} ${paths.length === 1 ? 'is' : 'are'} there and inside ${root}`,
  'remove-path': ({ path }) => `remove ${path}`,
  'ensure-folder': ({ path }) => `make the folder ${path}, unless it is there`,
  'require-host-path': ({ path, isMade }) =>
    isMade ? `make the folder ${path}, unless the server has that path` : `see that the server has ${path}`,
  'check-host-paths': ({ paths }) => `see that ${paths.join(' and ')} may be mounted`,
  'keep-attributes': () => 'give it the mode and owner that it had',
  'find-image': ({ reference, force }, known) =>
    force
      ? `build ${renderText(reference, known)} even if it is there`
      : `look for ${renderText(reference, known)}, built before with this configuration`,
  'detect-builder': ({ needsBuildkit, keepsLimits }) =>
    keepsLimits
      ? 'use the classic builder, which keeps the limits of builds'
      : needsBuildkit !== null
        ? 'see that BuildKit is there'
        : 'use BuildKit where it is there, else the classic builder',
  'find-tool': ({ tool, file, version }) =>
    `find ${file}, or else ${version === null ? `any ${tool}` : `${tool} ${version}`}`,
  'inject-variables': ({ from, to, keys, as }) =>
    as === 'carried'
      ? `write ${to}: ${from} with the values of ${keys.join(', ')} where it declares them`
      : `write ${to}: ${from} with ${keys.join(', ')} as build ${as} in every stage`,
  'kill-job': ({ name }) => `stop the job ${name}`,
  'remove-job': ({ name }) => `remove the files of the job ${name}`,
  'compare-platforms': ({ builder, platform }) =>
    platform === null
      ? `see that ${builder} has the same kind of processor`
      : `build for ${platform}, whatever ${builder} is`,
  'transfer-image': ({ reference }, known) =>
    `send ${renderText(reference, known)} from the build server to the server`,
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
  'compare-component': () => 'compare it with what runs',
  'await-healthy': ({ check, gate }) =>
    gate.ends === 'must' ? 'wait until it has ended with 0' : `wait until it is healthy${checkWords(check)}`,
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
  'start-workload': ({ workload }) => `start the containers of ${workload.name}`,
  'remove-containers': () => 'remove its containers',
  'remove-orphans': ({ components }) => `remove containers of other components than ${components.join(', ')}`,
  'check-data-folder': ({ mounted }) => `see that the image keeps its data in ${mounted.join(' or ')}`,
  'change-credentials': () => 'change the credentials in the engine, and sign in with the new ones',
  'dump-database': ({ of: { file } }) => `dump the database into ${file}, and see that the dump can be read`,
  'restore-dump': ({ of: { file } }) => `see that ${file} can be read, and restore the database from it`,
  'count-rows': ({ expected }) =>
    expected === null
      ? 'count its tables and rows'
      : 'count its tables and rows, and compare them with those of the dump',
  'begin-upload': ({ object }) => `begin an upload of ${placeOf(object)}`,
  'upload-file': ({ file, object }) => `send ${file} to ${placeOf(object)}, and see that it is whole`,
  'abort-upload': ({ object }) => `give up the upload of ${placeOf(object)}, unless it is complete`,
  'download-file': ({ file, object }) => `fetch ${placeOf(object)} into ${file}`,
  'remove-object': ({ object }) => `remove ${placeOf(object)}`,
  'copy-volume': ({ from, to }) => `copy the volume ${from} to ${to}`,
  'archive-data': ({ of: { place, file } }) =>
    `archive ${describePlace(place)} into ${file}, and see that the archive can be read`,
  'restore-archive': ({ of: { place, file } }) =>
    `see that ${file} can be read, and put it in the place of what is in ${describePlace(place)}`,
  'ensure-volume': ({ name }) => `create the volume ${name}, unless it is there`,
  'find-writers': () => 'find the containers that run and may write to it',
  'stop-writers': ({ graceSeconds }) => `stop them: SIGTERM, after ${graceSeconds} s SIGKILL`,
  'start-writers': () => 'start the same containers again',
  'remove-uploaded': ({ file }) => `remove ${file}, once its copy is whole`,
  'run-in-container': ({ command }) => `run ${command.argv[0]} in the container`,
  'find-task-container': ({ container }) =>
    container === null ? 'find the container that runs' : `find the container of ${container} that runs`,
  'run-task': ({ deadlineMs }) => `run the command in it, for ${deadlineMs / 1000} s at most`,
  'require-task-status': () => 'see that the command ended with status 0',
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
    return ` by the image's own check, where it has one; else until it accepts connections, or has run for 3 s as a worker without a port`;
  if (check.kind === 'docker') return check.test.length > 1 ? `: ${check.test.slice(1).join(' ')}` : '';
  const tries = `every ${check.interval} s, ${check.retries} times at most, after ${check.startPeriod} s`;
  if (check.kind === 'cmd' || check.kind === 'exec') return `: ${check.argv.join(' ')}, ${tries}`;
  const { method, path, returnCode, responseText } = check;
  const answer = responseText === null ? returnCode : `${returnCode} with ${JSON.stringify(responseText)}`;
  return `: ${method} ${path} answers ${answer}, ${tries}`;
}

/** What an action does, in words for the reader of the plan. */
export function wordsOf(action: SpokenAction, known: Facts): string {
  // The table has the function of this very kind; TypeScript cannot tie the two together.
  const speak = words[action.kind] as Words<ActionKind>;
  return speak(action, known);
}
