/**
 * Thrown instead of reading the input of a call that was made before and whose response is kept. Nothing is done, and
 * nothing is added to the audit trail, which has the first call.
 */
export class AnsweredBefore extends Error {
  constructor() {
    super('This call has already been answered.');
    this.name = 'AnsweredBefore';
  }
}
