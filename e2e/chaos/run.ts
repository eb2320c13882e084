import { setTimeout as sleep } from 'node:timers/promises';
import { createPool } from '../../src/db/pool';
import { ChaosApi } from './api';
import { containersFitRows } from './checks/containers';
import type { Check, Scene } from './checks/context';
import { belongingsOf, nothingIsLeft } from './checks/machine-leftovers';
import { holdingsOf, nothingLeaks, processesAreCalm } from './checks/process-leftovers';
import { readersGotEveryLine } from './checks/read-logs';
import { rowsAreAtRest } from './checks/rows';
import { runningIsServed } from './checks/served';
import { isViolation, unexplained } from './downtime';
import { Faults } from './faults';
import { eachProcess } from './gantry-pair';
import type { History, Violations } from './history';
import type { ChaosOptions } from './options';
import { observe } from './probes';
import { Readers } from './readers';
import { scheduleOf, workloadCount } from './schedule';
import { settle } from './settle';
import type { Stage } from './stage';
import { Workload } from './workload';
import { kindOf, repositoryOf, versionFiles } from './workload-kind';

const everyWorkload = Array.from({ length: workloadCount }, (_, index) => index);
const firstDeploymentsMs = 5 * 60_000;

/** One run: deploy everything, let the schedule happen, give everything back, wait until it settles, and judge. */
export async function run(
  options: ChaosOptions,
  stage: Stage,
  history: History,
  violations: Violations,
): Promise<void> {
  const api = new ChaosApi(stage.pair, stage.token, history, violations);
  const { lab, machines, places, pair } = stage;
  const workloads = everyWorkload.map((number) => new Workload(number, { api, history, lab, places }));
  const readers = new Readers(api, violations);
  const watching = new AbortController();
  const running = [
    ...eachProcess(pair).map((each) => each.watch(watching.signal)),
    observe(workloads, api, history, watching.signal),
  ].map((work) => work.catch((error: unknown) => violations.failed(error)));
  try {
    await deployAll(workloads, lab.git, history);
    const scene: Scene = {
      pool: createPool(stage.postgres.url, { max: 2 }),
      instanceId: stage.instanceId,
      machines,
      pair,
      workloads,
      readers,
    };
    const checks = await checksAgainst(scene);
    await scene.pool.end();
    history.begin();
    const faults = new Faults({ postgres: stage.postgres, pair, machines }, history, violations);
    await perform(options, { workloads, faults, readers, history, violations });
    history.add('the faults are over: everything was given back');
    scene.pool = createPool(stage.postgres.url, { max: 2 });
    for (const problem of await settle(scene, checks, history)) violations.add(`After the run: ${problem}`);
    await scene.pool.end();
    judge(workloads, faults, history, violations);
  } finally {
    watching.abort();
    await readers.over();
    await Promise.all(running);
  }
}

/** Every application runs before the first fault. */
async function deployAll(
  workloads: readonly Workload[],
  git: Stage['lab']['git'],
  history: History,
): Promise<void> {
  history.add(`deploys ${workloads.length} applications`);
  for (const { number } of workloads)
    if (kindOf(number) === 'built') await git.createRepo(repositoryOf(number), versionFiles('1'));
  await Promise.all(workloads.map((workload) => workload.deploy(workload.number % 2 === 0 ? 'a' : 'b', '1')));
  const giveUp = history.now() + firstDeploymentsMs;
  while (workloads.some(({ current }) => !current?.availability.isWanted)) {
    if (history.now() > giveUp) throw new Error('The applications were not deployed before the first fault.');
    await sleep(200);
  }
}

/** The checks of the end, which compare with what is there before the first fault. */
async function checksAgainst(scene: Scene): Promise<Check[]> {
  const belongings = new Map();
  for (const [name, host] of scene.machines) belongings.set(name, await belongingsOf(host));
  const holdings = await holdingsOf(scene.pool, scene.pair);
  return [
    rowsAreAtRest,
    containersFitRows,
    runningIsServed,
    nothingIsLeft(belongings),
    nothingLeaks(holdings),
    readersGotEveryLine,
    processesAreCalm,
  ];
}

interface Cast {
  workloads: readonly Workload[];
  faults: Faults;
  readers: Readers;
  history: History;
  violations: Violations;
}

/** Let the schedule happen; resolves when every fault is over and every request has its answer. */
async function perform(
  { seed, durationMs, faults: kinds }: ChaosOptions,
  { workloads, faults, readers, history, violations }: Cast,
): Promise<void> {
  const acting = new Set<Promise<void>>();
  for (const event of scheduleOf({ seed, durationMs, faults: kinds })) {
    const wait = event.at - history.now();
    if (wait > 0) await sleep(wait);
    if (event.type === 'fault') {
      faults.inject(event);
      continue;
    }
    const workload = workloads[event.workload];
    if (!workload) continue;
    if (event.action === 'follow') readers.follow(workload, event.process);
    else acting.add(workload.act(event).catch((error: unknown) => violations.failed(error)));
  }
  await sleep(Math.max(0, durationMs - history.now()));
  await faults.over();
  await Promise.all(acting);
}

/** Outages that nothing explains: README.md, "Downtime". */
function judge(
  workloads: readonly Workload[],
  faults: Faults,
  history: History,
  violations: Violations,
): void {
  for (const { number, machine, kind, incarnations } of workloads) {
    for (const { availability, operations } of incarnations) {
      availability.end(history.now());
      const context = {
        machine,
        isStopStart: kind === 'stop-start',
        faults: faults.recorded,
        operations: [...operations.values()],
      };
      for (const outage of availability.outages.filter((each) => isViolation(each, context))) {
        const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
        violations.add(
          `w${number} (${kind} on ${machine}) was down for ${seconds(outage.to - outage.from)} from ${seconds(outage.from)}, ${seconds(unexplained(outage, context))} of it unexplained`,
          outage,
        );
      }
    }
  }
}
