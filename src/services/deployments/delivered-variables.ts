import type { EnvironmentVariable } from '../../db/generated/client';
import { isMagicName } from '../../engine/compose/magic-name';

/**
 * The variables of a preview: those of previews, and for keys that they do not have those of production; of a fork only
 * those of previews that are marked for it (deployment contract D5.4, D8.3). They are delivered as production's are.
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
 * The variables that previews of a compose file may have of production: what was generated for production stays its own, and
 * so do its addresses.
 */
export function withoutGenerated(variables: readonly EnvironmentVariable[]): EnvironmentVariable[] {
  return variables.filter(({ isPreview, key }) => isPreview || !isMagicName(key));
}
