import { singleLine } from '../text';

const MAX_BYTES = 255;

/** Names that `git check-ref-format` refuses. Components may not begin with a dot or end with `.lock`. */
const noRefName = /[\s~^:?*[\\]|\.\.|@\{|\/\/|^@$|^\/|\/$|\.$|(^|\/)\.|\.lock(\/|$)/;
/** Valid for Git, but an option for programs, or special to a shell: refused although no shell sees it. */
const suspicious = /^-|[;|&$<>"'`]/;

/**
 * A branch or tag (hostile-inputs rows 1 and 2). Other names that Git accepts are valid: `feat(ui)/x`, `release+1`,
 * `a#b`, `x@y`, letters of any script.
 */
export const gitBranch = singleLine(MAX_BYTES)
  .refine((name) => name !== '', 'Must not be empty.')
  .refine((name) => !noRefName.test(name) && !suspicious.test(name), 'Must be a valid Git branch name.');
