import { setTimeout as sleep } from 'node:timers/promises';
import { visit } from '../gantry/visit';
import type { ChaosApi } from './api';
import type { History } from './history';
import { processNames } from './schedule';
import type { Workload } from './workload';

const visitPauseMs = 250;
const askPauseMs = 500;
const lookPauseMs = 1_000;

/** What asks all the time while faults come and go; ends when the signal aborts. */
export async function observe(
  workloads: readonly Workload[],
  api: ChaosApi,
  history: History,
  signal: AbortSignal,
): Promise<void> {
  await Promise.all([
    ...workloads.map((workload) => visitAlways(workload, history, signal)),
    ...workloads.map((workload) => lookAlways(workload, signal)),
    ...processNames.flatMap((name) =>
      ['/health', '/applications?per_page=20', '/servers'].map((path) =>
        repeat(askPauseMs, signal, () => api.ask(name, 'GET', path)),
      ),
    ),
  ]);
}

async function repeat(pauseMs: number, signal: AbortSignal, work: () => Promise<unknown>): Promise<void> {
  while (!signal.aborted) {
    await work();
    await sleep(pauseMs);
  }
}

function lookAlways(workload: Workload, signal: AbortSignal): Promise<void> {
  let turn = workload.number;
  return repeat(lookPauseMs, signal, () => workload.look(processNames[turn++ % processNames.length] ?? 'a'));
}

function visitAlways(workload: Workload, history: History, signal: AbortSignal): Promise<void> {
  let wasDown = false;
  return repeat(visitPauseMs, signal, async () => {
    const { current } = workload;
    if (!current?.availability.isWanted) return;
    const began = history.now();
    const failure = await failureOf(workload.host.ip, current.domain);
    current.availability.probed(began, failure);
    const isDown = failure !== null;
    if (isDown !== wasDown) history.add(`w${workload.number} (${workload.machine}) ${failure ?? 'answers'}`);
    wasDown = isDown;
  });
}

/** What is wrong with the answer of the proxy for a domain; null when the application answers. */
export async function failureOf(ip: string, domain: string): Promise<string | null> {
  const { status, body } = await visit({ ip }, domain);
  if (status === 0) return `fails: ${body}`;
  const isRight = status === 200 && body.startsWith('version ');
  return isRight ? null : `answers ${status} ${JSON.stringify(body.slice(0, 60))}`;
}
