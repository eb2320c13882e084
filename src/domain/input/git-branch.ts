import { singleLine } from './text';

const MAX_BYTES = 255;

/** What `git check-ref-format` refuses, and what a shell would read as more than text. */
const refused = /[\s~^:?*[\]\\;|&$<>"'`(){}!]|\.\.|@\{|\/\/|^[-/.@]$|^[-/]|\/$|\.$|\.lock$|\/\.|^\.|\.lock\//;

/** A branch, tag or other ref name (hostile-inputs rows 1 and 2). `+`, `#`, `@` and `.` inside are legal. */
export const gitBranch = singleLine(MAX_BYTES)
  .refine((name) => name !== '', 'Must not be empty.')
  .refine((name) => !refused.test(name), 'Must be a valid Git branch name.');
