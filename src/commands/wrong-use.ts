/** A command that was called in a way that cannot work: exit code 2, and what to write instead. */
export class WrongUse extends Error {}

/** What a command looked for and did not find: exit code 3. */
export class NotFound extends Error {}

/** A deployment that was waited for and did not finish: exit code 6. */
export class DeploymentFailed extends Error {}

/** The user interrupted a question (Ctrl-C). */
export class Interrupted extends Error {}
