/** Number of existing tags that are offered at once. */
const MOST_OFFERED = 8;

/** Read the names of tags from a text with commas, in the form in which they are stored; each once. */
export function typedTags(text: string): string[] {
  const names = text.split(',').map((name) => name.trim().toLowerCase());
  return [...new Set(names.filter((name) => name !== ''))];
}

/**
 * Choose the existing tags to offer.
 * @param has names that the workload already has
 * @param text typed so far: its last name limits what is offered
 */
export function offeredTags(existing: readonly string[], has: readonly string[], text: string): string[] {
  const typed = text.split(',').at(-1)?.trim().toLowerCase() ?? '';
  return existing.filter((name) => !has.includes(name) && name.includes(typed)).slice(0, MOST_OFFERED);
}

/** Read the names of tags from a text whose last name, typed in part, is completed. */
export function completedTags(text: string, last: string): string[] {
  return [...new Set([...typedTags(text.split(',').slice(0, -1).join(',')), last])];
}
