import { dockerBuildArgv } from './build/docker-build';
import type { Action, ActionKind, CommandTemplate, Facts, Plan } from './plan-types';
import { renderText } from './text';

export interface RenderedStep {
  id: string;
  title: string;
  actions: RenderedAction[];
}

export interface RenderedAction {
  kind: ActionKind;
  /** One line; commands as `$ argv`. No value of a secret, and facts as `‹name›`. */
  text: string;
  /** What runs on the server, word for word; null for what is done through an API. */
  argv: string[] | null;
}

/** The plan for people, before it runs. */
export function renderPlan(plan: Plan): RenderedStep[] {
  let known: Facts = {};
  const rendered = (action: Action) => {
    if (action.kind === 'set-fact') known = { ...known, ...action.facts };
    return renderAction(action, known);
  };
  return plan.steps.map(({ id, title, actions }) => ({ id, title, actions: actions.map(rendered) }));
}

/** @param known what the plan itself says about facts: a commit that it is pinned to */
function renderAction(action: Action, known: Facts): RenderedAction {
  const argv = argvOf(action)?.map((text) => renderText(text, known)) ?? null;
  return { kind: action.kind, text: argv ? `$ ${argv.join(' ')}` : textOf(action, known), argv };
}

/** The program that an action runs; of two that stand in for each other, the first. */
function argvOf(action: Action): CommandTemplate['argv'] | null {
  if (action.kind === 'command' || action.kind === 'job') return action.command.argv;
  return action.kind === 'docker-build' ? dockerBuildArgv(action.build, 'classic') : null;
}

function textOf(action: Action, known: Facts): string {
  switch (action.kind) {
    case 'find-image':
    case 'push-image':
    case 'inspect-image':
      return `${action.kind} ${renderText(action.reference, known)}`;
    case 'write-file':
      return `write-file ${action.path}`;
    case 'check-inside':
      return `check-inside ${action.root} ${action.paths.map(({ path }) => path).join(' ')}`;
    case 'exec':
      return `exec in the ${action.container} container: sh -c ${JSON.stringify(action.command)}`;
    default: {
      const { kind, ...options } = action;
      // Secrets print themselves as redacted.
      const shown = JSON.stringify(options);
      return shown === '{}' ? kind : `${kind} ${shown}`;
    }
  }
}
