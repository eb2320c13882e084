import { MAIN_COMPONENT } from '../../domain/workload/component-spec';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import { componentFacts, type Facts, mergeFacts } from '../../engine/plan/facts';
import type { Plan } from '../../engine/plan/types';
import type { PlanResult, PlanRun } from '../../engine/run/plan-run';
import type { Engine } from './perform';

const steps = ['prepare-network', 'image', 'start', 'switch', 'clean'] as const;
export type FakeStep = (typeof steps)[number];

/**
 * An engine double whose steps only wait to be let through. Like the real one, it journals each step, undoes when it is
 * cancelled, and knows a step after which there is no way back (`switch`).
 */
export class FakeEngine implements Engine {
  /** Steps that are held until `release`. */
  readonly #held = new Map<FakeStep, { promise: Promise<void>; open: () => void }>();
  readonly undone: string[] = [];
  /** The specification of each run. */
  readonly specs: DeploymentSpec[] = [];
  /** While true, an undo cannot be completed and waits for its next attempt. */
  isUndoDelayed = false;
  failAt: FakeStep | null = null;
  /** The begun steps, over all runs. */
  readonly begun: string[] = [];

  hold(step: FakeStep): void {
    let open = () => {};
    const promise = new Promise<void>((resolve) => {
      open = resolve;
    });
    this.#held.set(step, { promise, open });
  }

  release(step: FakeStep): void {
    this.#held.get(step)?.open();
    this.#held.delete(step);
  }

  plan: Engine['plan'] = (_definition, spec): Plan => {
    const deployment = spec as DeploymentSpec; // the lab has only applications
    this.specs.push(deployment);
    return plan(deployment.operationUuid);
  };

  runPlan: Engine['runPlan'] = async (run: PlanRun): Promise<PlanResult> => {
    const { journal, plan, signal } = run;
    const state = await journal.load();
    let facts = state.facts;
    if (state.failure) return this.#undo(run, state.failure.step, state.failure.cancelled, facts);
    for (const { id, title } of plan.steps) {
      if (state.finishedSteps.includes(id)) continue;
      const isLate = state.startedSteps.includes('switch') || id === 'clean';
      if (signal.aborted && !isLate) return this.#fail(run, id, true, facts);
      await journal.stepStarted({ id, title });
      this.begun.push(id);
      await journal.append([
        { step: id, stream: 'stdout', text: `line of ${id}`, hidden: false, time: run.clock.now() },
      ]);
      await Promise.race([this.#held.get(id as FakeStep)?.promise, isLate ? undefined : aborted(signal)]); // ids of `steps`
      if (signal.aborted && !isLate && id !== 'switch') return this.#fail(run, id, true, facts);
      if (this.failAt === id) return this.#fail(run, id, false, facts);
      const found: Facts =
        id === 'image'
          ? componentFacts(MAIN_COMPONENT, {
              image: 'app:1',
              digest: 'sha256:1',
              containerName: 'app-1',
              port: 80,
            })
          : {};
      facts = mergeFacts(facts, found);
      await journal.stepFinished(id, found, false);
    }
    return { outcome: 'finished', facts };
  };

  async #fail(run: PlanRun, step: string, cancelled: boolean, facts: Facts): Promise<PlanResult> {
    await run.journal.stepFailed(step, cancelled ? 'cancelled' : 'it broke', cancelled);
    return this.#undo(run, step, cancelled, facts);
  }

  async #undo(run: PlanRun, failedStep: string, cancelled: boolean, facts: Facts): Promise<PlanResult> {
    for (let attempt = 1; this.isUndoDelayed; attempt++) {
      await run.journal.undoDelayed({ attempt, problem: 'the machine is away', retryInMs: 1000 });
      await run.clock.sleep(1000, run.halted).catch((error: unknown) => {
        throw new Error('halted', { cause: error });
      });
    }
    this.undone.push(run.plan.operationUuid);
    await run.journal.append([
      { step: failedStep, stream: 'stdout', text: 'undone', hidden: false, time: run.clock.now() },
    ]);
    return {
      outcome: cancelled ? 'cancelled' : 'failed',
      failedStep,
      reason: cancelled ? 'cancelled' : 'it broke',
      facts,
    };
  }
}

function plan(operationUuid: string): Plan {
  return {
    operationUuid,
    noun: 'deployment',
    downtime: { class: 'none', reasons: [] },
    steps: steps.map((id) => ({
      id,
      title: `Step ${id}`,
      actions: [],
      deadlineMs: 1000,
      onFail: 'fail',
      ...(id === 'switch' ? { irrevocable: true } : {}),
    })),
    cleanup: [],
  };
}

function aborted(signal: AbortSignal): Promise<void> | undefined {
  if (signal.aborted) return undefined;
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
