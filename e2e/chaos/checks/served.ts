import { failureOf } from '../probes';
import type { Check } from './context';

/** What is meant to run answers through the proxy of its machine. */
export const runningIsServed: Check = async ({ workloads }) => {
  const problems: string[] = [];
  for (const { number, machine, host, current } of workloads) {
    if (!current?.availability.isWanted) continue;
    const failure = await failureOf(host.ip, current.domain);
    if (failure !== null) problems.push(`w${number} on ${machine} is meant to run and ${failure}`);
  }
  return problems;
};
