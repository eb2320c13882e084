import { isComposed, type SourceFields, sourceKind } from './describe';
import { settingGroups } from './settings-fields';

const { general, image, git, build, compose, health, network, limits } = settingGroups;
const { commands, commandsOfServices, services } = settingGroups;

/** List the groups of settings that apply to an application. */
export function groupsOf(application: SourceFields) {
  const kind = sourceKind(application);
  const common = [health, network, limits, commands];
  switch (kind) {
    case 'image':
      return [general, image, ...common];
    case 'git':
      return isComposed(application)
        ? [general, git, compose, services, commandsOfServices]
        : [general, git, build, ...common];
    case 'dockerfile':
      return [general, ...common];
    case 'compose':
      return [general, services, commandsOfServices];
  }
}
