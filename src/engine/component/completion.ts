import type { Gate } from '../plan/action';
import { componentFacts, type Facts, factsOf, requireFact } from '../plan/facts';
import type { ActionContext } from '../step/context';
import { runningContainer } from './new-container';

const pollMs = 500;

type Ending = Pick<Gate, 'component' | 'ends'>;

/** Wait until the new container has exited with 0, because others wait for that. @throws AppError for another exit */
export async function awaitCompletion(ending: Ending, context: ActionContext): Promise<Facts> {
  for (;;) {
    const complete = await completed(ending, context);
    if (complete) return complete;
    await runningContainer(ending.component, context);
    await context.clock.sleep(pollMs, context.signal);
  }
}

/**
 * Look at a container that may exit meanwhile.
 * @throws AppError what `look` throws, unless the container has exited with 0
 */
export async function unlessCompleted<T>(
  ending: Ending,
  context: ActionContext,
  look: () => Promise<T>,
): Promise<T | Facts> {
  try {
    return await look();
  } catch (error) {
    const complete = ending.ends && !context.signal.aborted ? await completed(ending, context) : null;
    if (complete) return complete;
    throw error;
  }
}

async function completed({ component }: Ending, { host, facts, log }: ActionContext): Promise<Facts | null> {
  if (factsOf(facts, component).isComplete) return componentFacts(component, { isComplete: true });
  const state = await host.docker.inspectContainer(requireFact(facts, component, 'containerId'));
  if (state?.status !== 'exited' || state.exitCode !== 0) return null;
  await log.info('It has finished with exit code 0.');
  return componentFacts(component, { isComplete: true });
}
