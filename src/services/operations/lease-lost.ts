/** Another worker holds the operation now, or this process gave it back: nothing more may be written. */
export class LeaseLost extends Error {
  constructor() {
    super('The lease on the operation is lost.');
    this.name = 'LeaseLost';
  }
}

/** The operation was cancelled before its irrevocable step could begin; the run has to turn around. */
export class CancelledInTime extends Error {
  constructor() {
    super('The deployment was cancelled.');
    this.name = 'CancelledInTime';
  }
}
