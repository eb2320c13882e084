import type { EnvironmentVariable } from '../../db/generated/client';
import { isMagicName } from '../../engine/compose/magic-name';

/**
 * The variables of a preview: its own, and production's for keys that previews do not set; for a fork only the preview
 * variables that are marked for forks (deployment contract D5.4, D8.3). They are delivered as production's are.
 */
export function deliveredVariables(
  variables: readonly EnvironmentVariable[],
  isFork: boolean,
): EnvironmentVariable[] {
  const ofPreviews = variables.filter(({ isPreview }) => isPreview);
  const own = new Set(ofPreviews.map(({ key }) => key));
  const chosen = isFork
    ? ofPreviews.filter(({ isShareable }) => isShareable)
    : [...ofPreviews, ...variables.filter(({ isPreview, key }) => !isPreview && !own.has(key))];
  return chosen.map((row) => ({ ...row, isPreview: false }));
}

/**
 * The production variables that previews of a compose file may have: not its generated values, and not its addresses.
 */
export function withoutGenerated(variables: readonly EnvironmentVariable[]): EnvironmentVariable[] {
  return variables.filter(({ isPreview, key }) => isPreview || !isMagicName(key));
}
