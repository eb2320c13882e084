import { dockerBuildArgv } from './build/docker-build';
import type { Action, CommandTemplate, Plan } from './plan-types';
import { renderText } from './text';

export interface RenderedStep {
  id: string;
  title: string;
  /** One line an action; commands as `$ argv`. No value of a secret, and facts as `‹name›`. */
  actions: string[];
}

/** The plan for people, before it runs. */
export function renderPlan(plan: Plan): RenderedStep[] {
  return plan.steps.map(({ id, title, actions }) => ({ id, title, actions: actions.map(renderAction) }));
}

function renderAction(action: Action): string {
  switch (action.kind) {
    case 'command':
      return commandLine(action.command.argv);
    case 'job':
      return commandLine(action.command.argv);
    case 'docker-build':
      return commandLine(dockerBuildArgv(action.build, 'classic'));
    case 'find-image':
    case 'inspect-image':
      return `${action.kind} ${renderText(action.reference)}`;
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

function commandLine(argv: CommandTemplate['argv']): string {
  return `$ ${argv.map(renderText).join(' ')}`;
}
