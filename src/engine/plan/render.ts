import { pullArgv } from '../../transport/docker/pull';
import type { Action, ActionKind } from './action';
import { dockerBuildArgv, dockerPushArgv } from './docker-argv';
import { type Facts, mergeFacts } from './facts';
import type { CommandTemplate } from './text';
import { renderText } from './text';
import type { Plan } from './types';
import { type ProgramAction, runsProgram, wordsOf } from './words';

export interface RenderedStep {
  id: string;
  title: string;
  actions: RenderedAction[];
}

export interface RenderedAction {
  kind: ActionKind;
  /** One line; commands as `$ argv`. Contains no secret values; facts appear as `‹name›`. */
  text: string;
  /** What runs on the server, word for word; null for an action through an API. */
  argv: string[] | null;
}

/** Render the plan for people, before it runs. */
export function renderPlan(plan: Plan): RenderedStep[] {
  let known: Facts = {};
  const rendered = (action: Action) => {
    if (action.kind === 'set-fact') known = mergeFacts(known, action.facts);
    return renderAction(action, known);
  };
  return plan.steps.map(({ id, title, actions }) => ({ id, title, actions: actions.map(rendered) }));
}

/** @param known facts that the plan itself states, such as a pinned commit */
function renderAction(action: Action, known: Facts): RenderedAction {
  const { kind } = action;
  if (!runsProgram(action)) return { kind, text: wordsOf(action, known), argv: null };
  const argv = argvOf(action, known).map((text) => renderText(text, known));
  return { kind, text: `$ ${argv.join(' ')}`, argv };
}

/** Get the program that an action runs; of alternatives, the first. */
function argvOf(action: ProgramAction, known: Facts): CommandTemplate['argv'] {
  switch (action.kind) {
    case 'docker-build':
      return dockerBuildArgv(action.build, 'classic');
    case 'pull-image':
      return pullArgv(renderText(action.reference, known), action.platform);
    case 'push-image':
      return dockerPushArgv(action.reference);
    default:
      return action.command.argv;
  }
}
