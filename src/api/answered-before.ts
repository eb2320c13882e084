/**
 * Thrown in place of a call's input: the same call was made before, and its answer is kept. Nothing is done, and
 * nothing goes into the audit trail, which has the first call.
 */
export class AnsweredBefore extends Error {
  constructor() {
    super('This call has already been answered.');
    this.name = 'AnsweredBefore';
  }
}
