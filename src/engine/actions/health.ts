import { awaitCompletion, unlessCompleted } from '../component/completion';
import { awaitHealthy } from '../component/health-gate';
import { watch } from '../component/watch';
import type { ActionFunction } from '../step/context';

export const awaitHealthyAction: ActionFunction<'await-healthy'> = ({ check, gate }, context) =>
  gate.ends === 'must'
    ? awaitCompletion(gate, context)
    : unlessCompleted(gate, context, () => awaitHealthy(check, gate, context));

export const watchAction: ActionFunction<'watch'> = ({ ms, ends, ...watched }, context) =>
  unlessCompleted({ ends, component: watched.component }, context, async () => {
    await watch(ms, watched, context);
    return undefined;
  });
