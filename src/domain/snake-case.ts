/** Write the name of a field as columns and the wire spell it: `gitBranch` → `git_branch`. */
export function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
