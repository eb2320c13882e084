/** Thrown when another worker holds the operation, or this process returned it: nothing more may be written. */
export class LeaseLost extends Error {
  constructor() {
    super('The lease on the operation was lost.');
    this.name = 'LeaseLost';
  }
}

/** Thrown when an operation is cancelled before its irrevocable step begins: the run must be undone. */
export class CancelledInTime extends Error {
  constructor() {
    super('The deployment was cancelled.');
    this.name = 'CancelledInTime';
  }
}
